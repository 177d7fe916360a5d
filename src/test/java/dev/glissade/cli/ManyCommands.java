package dev.glissade.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Runs one command after the other. Each line of standard input is a JSON list, a command's arguments; for each, a line
 * of JSON on standard output gives its status and what it printed. Ends with standard input, and so with who started
 * it.
 */
public final class ManyCommands {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ManyCommands() {}

    public static void main(String[] none) throws IOException {
        PrintStream answers = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            answers.println(JSON.writeValueAsString(answer(JSON.readValue(line, String[].class))));
        }
        System.exit(0);
    }

    private static Map<String, Object> answer(String[] arguments) {
        PrintStream standard = System.out;
        PrintStream standardErrors = System.err;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        try {
            int status = Main.run(arguments, System.err);
            return Map.of(
                    "status", status,
                    "out", out.toString(StandardCharsets.UTF_8),
                    "errors", errors.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(standard);
            System.setErr(standardErrors);
        }
    }
}
