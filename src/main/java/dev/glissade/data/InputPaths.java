package dev.glissade.data;

import dev.glissade.config.UserError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The files, directories and patterns that a user gave as one text, and how to name their files in messages. */
final class InputPaths {

    private final String text;
    private final Map<String, String> given;

    private InputPaths(String text, Map<String, String> given) {
        this.text = text;
        this.given = given;
    }

    /**
     * @param text paths between commas, as Spark and Hadoop take them
     * @throws UserError if there is nothing at one of them, or it cannot be looked at
     */
    static InputPaths find(String text, Configuration hadoop) {
        Map<String, String> given = new LinkedHashMap<>();
        for (String one : split(text)) {
            for (FileStatus found : matches(one, hadoop)) {
                String file = found.getPath().toString();
                given.put(file, found.getPath().getName().equals(new Path(one).getName()) ? one : shorten(file));
            }
        }
        return new InputPaths(text, given);
    }

    /** The paths between the commas; those within braces belong to a pattern. */
    static List<String> split(String text) {
        List<String> paths = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int position = 0; position <= text.length(); position++) {
            char character = position == text.length() ? ',' : text.charAt(position);
            if (character == '{') {
                depth++;
            } else if (character == '}') {
                depth--;
            } else if (character == ',' && (depth <= 0 || position == text.length())) {
                String path = text.substring(start, position).strip();
                if (!path.isEmpty()) {
                    paths.add(path);
                }
                start = position + 1;
            }
        }
        return paths;
    }

    private static FileStatus[] matches(String path, Configuration hadoop) {
        try {
            Path pattern = new Path(path);
            FileSystem files = pattern.getFileSystem(hadoop);
            FileStatus[] found = files.globStatus(pattern);
            if (found == null || found.length == 0) {
                throw new UserError(path + " does not exist");
            }
            return found;
        } catch (IOException | IllegalArgumentException problem) {
            throw new UserError("%s cannot be read: %s".formatted(path, problem.getMessage()), problem);
        } catch (RuntimeException problem) {
            if (!(problem.getCause() instanceof ClassNotFoundException)) {
                throw problem;
            }
            throw new UserError(
                    "%s cannot be read: the file system's classes are not on Spark's class path (%s)"
                            .formatted(path, problem.getCause().getMessage()),
                    problem);
        }
    }

    /** The paths, one by one, as they were given. */
    String[] each() {
        return split(text).toArray(String[]::new);
    }

    /** How a file is named in messages: as the user wrote it, as far as possible. */
    String display(String file) {
        for (Map.Entry<String, String> root : given.entrySet()) {
            if (file.equals(root.getKey())) {
                return root.getValue();
            }
            if (file.startsWith(root.getKey() + "/")) {
                return root.getValue() + file.substring(root.getKey().length());
            }
        }
        return shorten(file);
    }

    private static String shorten(String file) {
        return file.startsWith("file:/") ? file.substring("file:".length()) : file;
    }

    /** What the user wrote. */
    @Override
    public String toString() {
        return text;
    }
}
