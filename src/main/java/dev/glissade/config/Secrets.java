package dev.glissade.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What nobody may read in a log, a message or a file of a run.
 *
 * <p>A setting of Spark is secret where its name or its value looks like one, or where {@code spark.redaction.regex}
 * says so, as it does in Spark's own logs and pages. So is the login in a URL, {@code //user:password@}, in any text.
 */
public final class Secrets {

    /** What is written in place of a secret. */
    static final String HIDDEN = "(hidden)";

    /** The setting by which Spark itself finds secrets, by name and by value. */
    public static final String REDACTION = "spark.redaction.regex";

    private static final String REDACTION_SETTINGS = "spark.redaction.";

    /** That, or the signature of a signed URL. */
    private static final String LOGIN = "(?<=//)[^/\\s:@]*:(?![0-9]+(/|$))[^\\s]*(?=@)|(?<=[?&]sig=)[^&\\s]+";

    /** All that is looked for, for {@code spark.redaction.regex}: more than Spark looks for by itself. */
    public static final String LOOKS = "(?i)secret|passw(or)?d|passphrase|[._-]pwd$|token|credential|[._-]sas[._-]"
            + "|(access|account|private|api)[._-]?key|encryption[.]key$|" + LOGIN;

    /** Of a setting that says where a secret is kept, or by whom, and not what it is. */
    private static final Pattern PLACE = Pattern.compile("(?i)(provider|provider[.]path|file|type)$");

    private static final Pattern LOGINS = Pattern.compile(LOGIN);
    private static final Pattern LOOKING = Pattern.compile(LOOKS);

    /** Hiding every occurrence of a shorter one would hide half of a message, and it keeps no secret. */
    private static final int SHORTEST = 4;

    private static final Set<String> SWITCHES = Set.of("true", "false");

    private final Optional<Pattern> users;
    private final List<String> values;

    private Secrets(Optional<Pattern> users, List<String> values) {
        this.users = users;
        this.values = values;
    }

    /** None but the logins in URLs. */
    public static Secrets none() {
        return new Secrets(Optional.empty(), List.of());
    }

    /**
     * Those among settings of Spark.
     *
     * @param settings by full name
     * @throws InvalidSettingException if {@code spark.redaction.regex} is no regular expression
     */
    public static Secrets of(Map<String, String> settings) {
        Secrets by = new Secrets(Optional.ofNullable(settings.get(REDACTION)).map(Secrets::compile), List.of());
        List<String> values = new ArrayList<>();
        settings.forEach((name, value) -> {
            if (value.length() >= SHORTEST && by.isSecret(name, value)) {
                values.add(value);
            }
        });
        values.sort(Comparator.comparing(String::length).reversed()); // one may be a part of another
        return new Secrets(by.users, List.copyOf(values));
    }

    private static Pattern compile(String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException wrong) {
            throw new InvalidSettingException(
                    REDACTION, "%s: must be a regular expression: %s".formatted(REDACTION, wrong.getDescription()));
        }
    }

    /** Whether the value of a setting must not be shown. */
    boolean isSecret(String name, String value) {
        if (name.startsWith(REDACTION_SETTINGS) || SWITCHES.contains(value)) {
            return false;
        }
        boolean looks = PLACE.matcher(name).find() ? holdsLogin(value) : looksSecret(name) || looksSecret(value);
        return looks
                || users.filter(pattern -> pattern.matcher(name).find()
                                || pattern.matcher(value).find())
                        .isPresent();
    }

    /** The text with each of these secrets hidden, and each login in a URL. */
    public String hide(String text) {
        String shown = text;
        for (String value : values) {
            shown = shown.replace(value, HIDDEN);
        }
        return withoutLogins(shown);
    }

    /** Whether a text that is about to be shown may hold the value of a secret: a line of a file, say. */
    static boolean looksSecret(String text) {
        return LOOKING.matcher(text).find();
    }

    /** The text with user and password of its URLs hidden. */
    static String withoutLogins(String text) {
        return LOGINS.matcher(text).replaceAll(HIDDEN);
    }

    /** Whether a text has a URL with a password in it. */
    static boolean holdsLogin(String text) {
        return LOGINS.matcher(text).find();
    }

    /**
     * Fails for a path or URL with a password in it, which logs, messages and files of a run would show.
     *
     * @param where what names it: an option of the command line, say
     * @return the text
     * @throws UserError if it holds a password
     */
    public static String requireNone(String where, String text) {
        if (holdsLogin(text)) {
            throw new UserError(
                    "%s %s: must hold no password; settings of Spark take it, such as spark.hadoop.fs.ftp.password.HOST"
                            .formatted(where, withoutLogins(text)));
        }
        return text;
    }
}
