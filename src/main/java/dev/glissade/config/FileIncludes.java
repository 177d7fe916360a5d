package dev.glissade.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigParseable;
import java.io.File;
import java.net.URL;
import java.util.regex.Pattern;

/**
 * Includes files and nothing else: a configuration fetches nothing from the network, and reads nothing that libraries
 * happen to hold on the class path.
 *
 * <p>A file that is not there is an error. HOCON would pass over it, and a slip in its name would train something else
 * without a word.
 */
final class FileIncludes implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {

    /** Two letters at least: one alone is a drive of Windows. */
    private static final Pattern SCHEME = Pattern.compile("\\p{Alpha}[\\p{Alnum}+.-]+:.*");

    private final ConfigIncluder standard;

    /** @param standard the includer that does the work; null until the library provides its own */
    private FileIncludes(ConfigIncluder standard) {
        this.standard = standard;
    }

    static ConfigIncluder create() {
        return new FileIncludes(null);
    }

    @Override
    public ConfigIncluder withFallback(ConfigIncluder fallback) {
        return fallback == this ? this : new FileIncludes(fallback);
    }

    /** In HOCON a text that is a URL stands for the URL. */
    @Override
    public ConfigObject include(ConfigIncludeContext context, String what) {
        if (SCHEME.matcher(what).matches()) {
            throw refused(what);
        }
        return standard.include(new Required(context), what);
    }

    @Override
    public ConfigObject includeFile(ConfigIncludeContext context, File what) {
        return ((ConfigIncluderFile) standard).includeFile(new Required(context), what);
    }

    @Override
    public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
        throw refused(what.toString());
    }

    @Override
    public ConfigObject includeResources(ConfigIncludeContext context, String what) {
        throw refused("classpath(" + what + ")");
    }

    private static ConfigException refused(String what) {
        return new ConfigException.Generic("include %s: only files are included, nothing from a network or a class path"
                .formatted(Given.oneLine(what)));
    }

    private record Required(ConfigIncludeContext context) implements ConfigIncludeContext {

        /** Nothing where there is no such file: the library would go on to look for it on the class path. */
        @Override
        public ConfigParseable relativeTo(String name) {
            ConfigParseable found = context.relativeTo(name);
            return found == null || found.origin().filename() == null ? null : found;
        }

        @Override
        public ConfigParseOptions parseOptions() {
            return context.parseOptions().setAllowMissing(false);
        }

        @Override
        public ConfigIncludeContext setParseOptions(ConfigParseOptions options) {
            return new Required(context.setParseOptions(options));
        }
    }
}
