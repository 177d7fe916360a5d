package dev.glissade.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

    private static final String SECRET = "hunter2-of-joe";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "spark.executor.memory, 2g, false",
        "spark.keyrings, abc, false",
        "spark.security.credentials.hive.enabled, false, false",
        "spark.redaction.regex, secret|mine, false",
        "spark.hadoop.fs.s3a.secret.key, 2g, true",
        "spark.mongodb.api-key, 2g, true",
        "spark.jars, https://joe:abc@host/a.jar, true",
        "spark.jars, https://host/a.jar?password=abc, true",
        "spark.jars, https://joe@host/a.jar, false",
        "spark.jars, https://host:80/x@y.jar, false",
        "spark.sql.catalog.url, jdbc:x://joe:@host, true",
        "spark.hadoop.fs.ftp.passwd, abc, true",
        "spark.my.pwd, abc, true",
        "spark.hadoop.fs.azure.sas.box.account, abc, true",
        "spark.my.url, https://host/a.csv?sv=2020&sig=abc, true",
        "spark.hadoop.fs.s3a.aws.credentials.provider, org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider, false",
        "spark.kubernetes.authenticate.oauthTokenFile, /etc/token, false",
        "spark.my.credentials.file, https://me:abc@host/keys, true",
        "spark.jars, s3a://AKIA:ab/cd@box/a.jar, true",
        "spark.jars, hdfs://host:8020/a@b.jar, false"
    })
    void settingsAreKnownByNameAndByValue(String name, String value, boolean secret) {
        assertThat(Secrets.of(Map.of()).isSecret(name, value)).isEqualTo(secret);
    }

    /** As Spark does it: either the name or the value, and upper case counts unless the expression says otherwise. */
    @Test
    void theUsersOwnExpressionCountsTooButNotAlone() {
        Secrets secrets = Secrets.of(Map.of(Secrets.REDACTION, "(?i)shibboleth"));

        assertThat(secrets.isSecret("spark.my.Shibboleth", "abc")).isTrue();
        assertThat(secrets.isSecret("spark.my.word", "SHIBBOLETH-9")).isTrue();
        assertThat(secrets.isSecret("spark.my.password", "abc")).isTrue();
        assertThat(secrets.isSecret("spark.my.word", "abc")).isFalse();
        assertThatThrownBy(() -> new SparkSettings(Optional.empty(), Map.of(Secrets.REDACTION, "(")))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("spark.redaction.regex: must be a regular expression: Unclosed group");
    }

    @Test
    void areHiddenWhereverTheyOccurTheLongestFirst() {
        Secrets secrets = Secrets.of(
                Map.of("spark.a.password", "swordfish", "spark.b.token", "swordfish-9", "spark.c.token", "abc"));

        assertThat(secrets.hide("login with swordfish-9 or swordfish at ftp://joe:pw@host/abc failed"))
                .isEqualTo("login with (hidden) or (hidden) at ftp://(hidden)@host/abc failed");
        assertThat(Secrets.none().hide("swordfish at //a:b@c and //a:b:c@d@e"))
                .isEqualTo("swordfish at //(hidden)@c and //(hidden)@e");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data.train", "data.test", "run.dir", "spark.master"})
    void aPathHoldsNone(String key) {
        assertThatThrownBy(() -> files().loadWith("", key + "=ftp://joe:" + SECRET + "@host/x.csv"))
                .isInstanceOf(UserError.class)
                .hasMessage("command line: " + key
                        + " = ftp://(hidden)@host/x.csv: must be a path or URL with no password in it");
    }

    @Test
    void aPathOnTheCommandLineHoldsNone() {
        assertThat(Secrets.requireNone("--data", "hdfs://joe@host:80/x@y")).isEqualTo("hdfs://joe@host:80/x@y");
        assertThatThrownBy(() -> Secrets.requireNone("--data", "sftp://joe:" + SECRET + "@host/x"))
                .isInstanceOf(UserError.class)
                .hasMessage("--data sftp://(hidden)@host/x: must hold no password; settings of Spark take it,"
                        + " such as spark.hadoop.fs.ftp.password.HOST");
    }

    /** Whatever is wrong with the line of a secret, the message does not quote it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "spark.hadoop.password %s",
                "spark.hadoop.password = [%s}",
                "spark.hadoop.password = ${%s}",
                "spark.hadoop.password = \"%s",
                "spark.hadoop { password { %s } }",
                "spark.hadoop.password = {a = %s, b = [1]}",
                "password = %s",
                "data.label = [\"//joe:%s@host\"]",
                "data.slices = \"//joe:%s@host\""
            })
    void messagesOnABadLineDoNotQuoteIt(String line) {
        assertThatThrownBy(() -> files().loadWith(line.formatted(SECRET)))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(folder + "/x.conf")
                .hasMessageNotContaining(SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"spark.hadoop.password:%s", "spark.hadoop.password={%s=}", "=//joe:%s@host"})
    void norDoThoseOnTheCommandLine(String assignment) {
        assertThatThrownBy(() -> files().loadWith("", assignment.formatted(SECRET)))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("command line: ")
                .hasMessageNotContaining(SECRET);
    }

    private ConfigurationFiles files() {
        return new ConfigurationFiles(folder);
    }
}
