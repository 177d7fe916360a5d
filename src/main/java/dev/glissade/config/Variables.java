package dev.glissade.config;

import com.typesafe.config.ConfigResolver;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a substitution <code>${NAME}</code> stands for where the configuration has no key of that name: an environment
 * variable, or a system property.
 */
public final class Variables implements ConfigResolver {

    /** The folder that Glissade is in. */
    static final String HOME = "GLISSADE_HOME";

    /** The system property in which Glissade's script says the same. */
    static final String HOME_PROPERTY = "glissade.home";

    private final Function<String, Optional<String>> environment;
    private final Function<String, Optional<String>> properties;

    /**
     * @param environment the environment's variables by name
     * @param properties the system properties by name
     */
    Variables(Function<String, Optional<String>> environment, Function<String, Optional<String>> properties) {
        this.environment = environment;
        this.properties = properties;
    }

    /** Those of this process. */
    static Variables ofProcess() {
        return new Variables(
                name -> Optional.ofNullable(System.getenv(name)),
                name -> Optional.ofNullable(System.getProperty(name)));
    }

    /** The folder that Glissade is in, as configurations of this process know it. */
    public static Path home() {
        return Path.of(ofProcess().lookup(HOME).unwrapped().toString());
    }

    @Override
    public ConfigValue lookup(String name) {
        return environment
                .apply(name)
                .map(text -> value(text, "environment variable " + name))
                .or(() -> properties.apply(name).map(text -> value(text, "system property " + name)))
                .or(() -> name.equals(HOME) ? Optional.of(folderOfTheScript()) : Optional.empty())
                .orElse(null);
    }

    /** Where nothing says which folder it is, the folder of the call stands in. */
    private ConfigValue folderOfTheScript() {
        return value(properties.apply(HOME_PROPERTY).orElse("."), HOME);
    }

    @Override
    public ConfigResolver withFallback(ConfigResolver fallback) {
        return this;
    }

    private static ConfigValue value(String text, String origin) {
        return ConfigValueFactory.fromAnyRef(text, origin);
    }
}
