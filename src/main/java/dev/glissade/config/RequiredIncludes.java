package dev.glissade.config;

import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigParseable;
import java.io.File;

/**
 * Makes a file that is included, but not there, an error. HOCON would pass over it, and a slip in its name would train
 * something else without a word.
 */
final class RequiredIncludes implements ConfigIncluder, ConfigIncluderFile {

    private final ConfigIncluder standard;

    /** @param standard the includer that does the work; null until the library provides its own */
    private RequiredIncludes(ConfigIncluder standard) {
        this.standard = standard;
    }

    static ConfigIncluder create() {
        return new RequiredIncludes(null);
    }

    @Override
    public ConfigIncluder withFallback(ConfigIncluder fallback) {
        return fallback == this ? this : new RequiredIncludes(fallback);
    }

    @Override
    public ConfigObject include(ConfigIncludeContext context, String what) {
        return standard.include(new Required(context), what);
    }

    @Override
    public ConfigObject includeFile(ConfigIncludeContext context, File what) {
        return ((ConfigIncluderFile) standard).includeFile(new Required(context), what);
    }

    private record Required(ConfigIncludeContext context) implements ConfigIncludeContext {

        @Override
        public ConfigParseable relativeTo(String name) {
            return context.relativeTo(name);
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
