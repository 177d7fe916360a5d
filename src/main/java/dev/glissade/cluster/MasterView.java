package dev.glissade.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a master says of its cluster, now.
 *
 * @param url the URL that applications reach it by
 * @param aliveWorkers how many workers are registered and answer
 * @param cores how many cores these have
 * @param coresUsed how many of them applications hold
 * @param memoryMebibytes how much memory these workers offer
 * @param memoryUsedMebibytes how much of it applications hold
 */
public record MasterView(
        String url, int aliveWorkers, int cores, int coresUsed, int memoryMebibytes, int memoryUsedMebibytes) {

    private static final int TIMEOUT_MILLIS = 2_000;
    private static final Pattern INNERMOST_LIST = Pattern.compile("\\[[^\\[\\]]*\\]");

    /** Asks the master behind a web page; nothing, if nobody answers there as a master does. */
    static Optional<MasterView> ask(URI masterPage) {
        try {
            return parse(get(masterPage.resolve("/json/")));
        } catch (IOException nobodyAnswers) {
            return Optional.empty();
        }
    }

    private static String get(URI page) throws IOException {
        URLConnection connection = page.toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        try (InputStream body = connection.getInputStream()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static Optional<MasterView> parse(String json) {
        String outer = withoutLists(json);
        try {
            return Optional.of(new MasterView(
                    field(outer, "url", "\"([^\"]*)\""),
                    number(outer, "aliveworkers"),
                    number(outer, "cores"),
                    number(outer, "coresused"),
                    number(outer, "memory"),
                    number(outer, "memoryused")));
        } catch (IllegalArgumentException notAMaster) {
            return Optional.empty();
        }
    }

    /** Workers and applications come in lists, with fields of the same names as the whole cluster's. */
    private static String withoutLists(String json) {
        String before = json;
        String after = INNERMOST_LIST.matcher(before).replaceAll("");
        while (!after.equals(before)) {
            before = after;
            after = INNERMOST_LIST.matcher(before).replaceAll("");
        }
        return after;
    }

    private static int number(String json, String name) {
        return Integer.parseInt(field(json, name, "([0-9]{1,9})"));
    }

    private static String field(String json, String name, String value) {
        Matcher matcher = Pattern.compile("\"" + name + "\"\\s*:\\s*" + value).matcher(json);
        if (!matcher.find()) {
            throw new IllegalArgumentException("no " + name);
        }
        return matcher.group(1);
    }
}
