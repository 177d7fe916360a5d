package dev.glissade.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A configuration is made of files: nothing is fetched, and no library's resources are read. */
class FileIncludesTest {

    @TempDir
    private Path folder;

    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            byte[] answer = "seed = 13".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "include url(\"http://HOST/x.conf\")",
                "include \"http://HOST/x.conf\"",
                "include required(url(\"http://HOST/x.conf\"))",
                "include required(\"http://HOST/x.conf\")",
                "penalty { include \"http://HOST/x\" }"
            })
    void nothingIsFetched(String include) {
        String host = "127.0.0.1:" + server.getAddress().getPort();

        assertThatThrownBy(() -> files().loadWith(include.replace("HOST", host)))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("%s/x.conf: include http://%s/x".formatted(folder, host))
                .hasMessageEndingWith(": only files are included, nothing from a network or a class path");
        assertThat(requests).hasValue(0);
    }

    @Test
    void norBySomethingIncludedOrGivenOnTheCommandLine() {
        String host = "127.0.0.1:" + server.getAddress().getPort();
        files().write("base.conf", "include \"http://joe:hunter2@" + host + "/x.conf\"");

        assertThatThrownBy(() -> files().loadWith("include \"base.conf\""))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("include http://(hidden)@" + host + "/x.conf: only files are included");
        assertThatThrownBy(() -> files().loadWith("", "penalty={include url(\"http://" + host + "/x.conf\")}"))
                .isInstanceOf(UserError.class);
        assertThat(requests).hasValue(0);
    }

    /** A bare name that is no file would be looked for on the class path as well. */
    @Test
    void norIsTheClassPathRead() throws IOException {
        Path resources = Files.createDirectory(folder.resolve("resources"));
        Files.writeString(resources.resolve("hidden.conf"), "seed = 13");
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {resources.toUri().toURL()}, before)) {
            Thread.currentThread().setContextClassLoader(loader);
            assertThatThrownBy(() -> files().loadWith("include classpath(\"hidden.conf\")"))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("include classpath(hidden.conf): only files are included");
            assertThatThrownBy(() -> files().loadWith("include \"hidden.conf\""))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("includes hidden.conf, which cannot be read");
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /** What a shell, a logger or a template engine would run stays the text that it is. */
    @ParameterizedTest
    @ValueSource(strings = {"$(touch here)", "`touch here`", "; touch here", "#{7*7}", "$" + "{jndi:ldap://host/a}"})
    void valuesAreTextsThatNothingRuns(String value) {
        assertThat(files().loadWith("", "data.label=" + value).data().label()).contains(value);
        assertThat(folder.resolve("here")).doesNotExist();
    }

    private ConfigurationFiles files() {
        return new ConfigurationFiles(folder);
    }
}
