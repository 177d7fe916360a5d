package dev.glissade.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Reads configuration files.
 *
 * <p>A file is HOCON: it may include others (which have to be there), and <code>${NAME}</code> stands for another key,
 * an environment variable or a system property; <code>${GLISSADE_HOME}</code> is the folder that Glissade is in (the
 * variable, else the property {@code glissade.home}, else the folder of the call). Nothing else of the surroundings is
 * read, and nothing is fetched: what is no file cannot be included. Values are texts and numbers; none is run.
 *
 * <p>A relative path in a file starts from the folder of the call, as one on the command line does.
 */
public final class ConfigurationLoader {

    private static final int LONGEST_REASON = 200;

    /** The library's reason may quote the line, which is none to be shown. */
    private static final String ILLEGIBLE = "is no HOCON; a text with signs in it goes in double quotes";

    private final Schema schema;
    private final Variables variables;

    /** @param modelKinds the names that {@code model.kind} may have */
    public ConfigurationLoader(Collection<String> modelKinds) {
        this(modelKinds, Variables.ofProcess());
    }

    ConfigurationLoader(Collection<String> modelKinds, Variables variables) {
        this.schema = new Schema(modelKinds);
        this.variables = variables;
    }

    /** The keys that are read. */
    public Schema schema() {
        return schema;
    }

    /**
     * Reads a file, and assignments that go before it.
     *
     * @param file a HOCON file
     * @param overrides assignments {@code key=value}, the last of one key counts. The value {@code null} unsets the key;
     *     one in brackets or braces is HOCON; any other is taken as it is, without quotes or escapes
     * @throws UserError if the file cannot be read, a key is unknown, or a value is missing, wrong or at odds with
     *     another; the first mistake in the file comes first
     */
    public Configuration load(Path file, List<String> overrides) {
        requireReadable(file);
        String name = Configuration.nameAfter(file.getFileName().toString());
        return load(
                () -> ConfigFactory.parseFile(besideItsIncludes(file).toFile(), parseOptions()),
                file.toString(),
                name,
                overrides);
    }

    /**
     * Reads what {@link Configuration#render} wrote, and assignments that go before it.
     *
     * @param text HOCON
     * @param place where it was found
     * @param overrides as for a file
     * @throws UserError as for a file
     */
    public Configuration loadText(String text, String place, List<String> overrides) {
        ConfigParseOptions options = parseOptions().setOriginDescription(place);
        return load(() -> ConfigFactory.parseString(text, options), place, "run", overrides);
    }

    /**
     * Makes the configuration of assignments alone.
     *
     * @param assignments {@code key=value}, as for a file
     * @param texts by key, taken as they are, whatever is in them
     * @throws InvalidSettingException if a value is missing, wrong or at odds with another
     * @throws UserError if a key is unknown
     */
    public Configuration ofAssignments(List<String> assignments, Map<String, String> texts) {
        Config assigned = Overrides.parse(assignments).resolve();
        for (Map.Entry<String, String> text : texts.entrySet()) {
            assigned = assigned.withValue(text.getKey(), ConfigValueFactory.fromAnyRef(text.getValue()));
        }
        return schema.read(Givens.of(assigned.root(), Place.COMMAND_LINE), "run");
    }

    private Configuration load(Supplier<Config> parser, String file, String fallbackName, List<String> overrides) {
        try {
            return read(parser, file, fallbackName, overrides);
        } catch (StackOverflowError e) { // of the library, or of a walk over what it read
            throw new UserError(file + ": its brackets, braces or keys are nested too deeply", e);
        }
    }

    private Configuration read(Supplier<Config> parser, String file, String fallbackName, List<String> overrides) {
        Givens givens = Givens.of(resolve(parser, file, overrides).root(), file);
        try {
            return schema.read(givens, fallbackName);
        } catch (InvalidSettingException e) {
            Place place = givens.find(e.key()).map(Given::place).orElseGet(() -> Place.file(file));
            throw new UserError(place + ": " + e.getMessage(), e);
        }
    }

    private Config resolve(Supplier<Config> parser, String file, List<String> overrides) {
        // Substitutions come last, so that what refers to an overridden key follows it.
        ConfigResolveOptions options = ConfigResolveOptions.noSystem().appendResolver(variables);
        Config assigned = Overrides.parse(overrides);
        try {
            return assigned.withFallback(parser.get()).resolve(options);
        } catch (ConfigException.IO e) {
            throw new UserError("%s: includes %s, which cannot be read".formatted(file, describe(e)), e);
        } catch (ConfigException e) {
            Place place = e.origin() == null ? Place.file(file) : Place.of(e.origin(), file);
            throw new UserError("%s: %s".formatted(place, place.looksSecret() ? ILLEGIBLE : reason(e)), e);
        }
    }

    /** The library looks for included files beside a file that has a parent, so a bare name is given one. */
    private static Path besideItsIncludes(Path file) {
        return file.getParent() == null ? Path.of(".").resolve(file) : file;
    }

    private static ConfigParseOptions parseOptions() {
        return ConfigParseOptions.defaults().setAllowMissing(false).setIncluder(FileIncludes.create());
    }

    private static void requireReadable(Path file) {
        if (!Files.exists(file)) {
            throw new UserError(file + ": there is no such configuration file");
        }
        if (Files.isDirectory(file)) {
            throw new UserError(file + ": is a folder, not a configuration file");
        }
        if (!Files.isReadable(file)) {
            throw new UserError(file + ": this configuration file may not be read");
        }
    }

    private static String describe(ConfigException.IO e) {
        return e.origin() == null ? "a file" : e.origin().description();
    }

    /** The library's message without the place, which is said already, and without its second thoughts. */
    private static String reason(ConfigException e) {
        String message = String.valueOf(e.getMessage());
        String origin = e.origin() == null ? "" : e.origin().description() + ": ";
        String whole = message.startsWith(origin) ? message.substring(origin.length()) : message;
        String first = whole.replaceFirst("(?s)\\s*(Trace: |\\(if you ).*", "");
        String reason = Given.oneLine(first.replaceAll("\\s+", " ").strip(), LONGEST_REASON);
        boolean unquoted = whole.contains("double") || whole.contains("oncatenate");
        return unquoted ? reason + "; a text with signs in it goes in double quotes" : reason;
    }
}
