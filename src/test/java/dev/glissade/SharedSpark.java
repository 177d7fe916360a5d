package dev.glissade;

import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * The one Spark session of a test run: {@code local[2]} (two such test runs share a small machine), no user interface, started when first asked for.
 *
 * <p>Tests share it, so none may stop it or leave anything persisted. Spark stops it when the JVM ends.
 */
public final class SharedSpark {

    /** Tasks that run at once, and partitions where nobody says how many. */
    public static final int CORES = 2;

    private SharedSpark() {}

    /** The session; always the same one. */
    public static SparkSession session() {
        return Session.INSTANCE;
    }

    /** The Java face of the session's context. */
    public static JavaSparkContext context() {
        return JavaSparkContext.fromSparkContext(session().sparkContext());
    }

    /** Starts the session when it is first touched. */
    private static final class Session {

        private static final SparkSession INSTANCE = start();

        private static SparkSession start() {
            SparkSession session = SparkSession.builder()
                    .master("local[" + CORES + "]")
                    .appName("glissade-tests")
                    .config("spark.ui.enabled", "false")
                    .config("spark.driver.host", "127.0.0.1")
                    .config("spark.driver.bindAddress", "127.0.0.1")
                    .config("spark.sql.shuffle.partitions", "2")
                    .config("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir") + "/glissade-warehouse")
                    .getOrCreate();
            session.sparkContext().setLogLevel("ERROR");
            return session;
        }
    }
}
