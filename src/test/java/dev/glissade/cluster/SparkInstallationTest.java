package dev.glissade.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glissade.config.UserError;
import java.nio.file.Path;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkInstallationTest {

    /** The file stands for Spark's own list wherever a JVM with Spark is started: scripts, tests, the cluster. */
    @Test
    void startsJavaWithSparksOwnModuleOptions() {
        assertThat(SparkInstallation.javaOptions()).containsExactly(JavaModuleOptions.defaultModuleOptionArray());
    }

    @Test
    void wantsSparksJars(@TempDir Path empty) {
        assertThatThrownBy(() -> SparkInstallation.at(empty))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(empty.resolve("jars").toString())
                .hasMessageContaining("SPARK_HOME");
    }
}
