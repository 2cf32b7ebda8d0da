package io.connectors.salesforce.config.allow;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where something goes: scheme, host and port, in one spelling.
 *
 * @param scheme empty where only a host is written
 * @param port empty where none is written and the scheme has none of its own
 */
public record Address(String scheme, String host, String port) {
    private static final String HOST = "\\[[0-9A-Fa-f:.]+]|[\\p{L}\\p{N}_][\\p{L}\\p{N}_.-]*";
    private static final Pattern URL =
            Pattern.compile("([A-Za-z][A-Za-z0-9+.:-]*):@?//(?:[^/?#\\s,]*@)?(" + HOST + ")?(?::([0-9]*))?");
    private static final Pattern PAIR = Pattern.compile("(?<![\\p{L}\\p{N}_./:-])(" + HOST + "):([0-9]{1,5})(?![0-9])");
    private static final Pattern DOTTED = Pattern.compile(
            "(?<![\\p{L}\\p{N}_./:@-])((?:[\\p{L}\\p{N}_-]+\\.)+[\\p{L}\\p{N}_-]+\\.?)(?![\\p{L}\\p{N}_(-])");
    private static final Pattern NAMES_A_HOST =
            Pattern.compile("(?i).*(host|server|broker|bootstrap|endpoint|address|domain|ur[il]|proxy)s?");

    /** The addresses a text holds, in the order of their places; a key's name may say that it is one as a whole. */
    public static Set<Address> in(String key, String text) {
        Set<Address> found = new LinkedHashSet<>();
        Matcher urls = URL.matcher(text);
        while (urls.find()) {
            // readers differ in what a backslash means: such an address is nobody's
            found.add(of(urls.group(1), urls.group().contains("\\") ? null : urls.group(2), urls.group(3)));
        }
        String rest = urls.replaceAll(" ");
        Matcher pairs = PAIR.matcher(rest);
        while (pairs.find()) {
            if (pairs.group(1).chars().anyMatch(Character::isLetter)
                    || pairs.group(1).contains(".")
                    || pairs.group(1).startsWith("[")) {
                found.add(of("", pairs.group(1), pairs.group(2)));
            }
        }
        if (NAMES_A_HOST.matcher(key).matches()) {
            Matcher dotted = DOTTED.matcher(pairs.replaceAll(" "));
            while (dotted.find()) {
                found.add(of("", dotted.group(1), null));
            }
            if (found.isEmpty() && !text.isBlank()) {
                found.add(of("", text.strip(), null));
            }
        }
        return found;
    }

    private static Address of(String scheme, String host, String port) {
        String lower = scheme.toLowerCase(Locale.ROOT);
        String own = lower.equals("https") ? "443" : lower.equals("http") ? "80" : "";
        return new Address(
                lower,
                host == null ? "" : host.toLowerCase(Locale.ROOT),
                port == null || port.isEmpty() ? own : port.replaceFirst("^0+(?=.)", ""));
    }
}
