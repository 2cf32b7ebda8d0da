package io.connectors.salesforce.config.allow;

import java.net.IDN;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A list of hosts as settings have it: names or addresses separated by commas, {@code *.example.com} for all below one. An empty list has
 * every host.
 */
public record Hosts(List<String> names) {
    private static final Pattern NAME = Pattern.compile("(\\*\\.)?[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?|\\[?[0-9a-f:.]+]?");

    /** Every host. */
    public static Hosts any() {
        return new Hosts(List.of());
    }

    /**
     * As a setting has them.
     *
     * @param setting its name, for messages
     * @throws IllegalArgumentException if an entry is not a host
     */
    public static Hosts of(String setting, String list) {
        List<String> names = Stream.of(list.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(Hosts::plain)
                .toList();
        names.stream().filter(name -> !NAME.matcher(name).matches()).findFirst().ifPresent(wrong -> {
            throw new IllegalArgumentException(setting + " = " + list + " is not allowed: \"" + wrong
                    + "\" is not a host. Write names separated by commas, without scheme, port and path, such as"
                    + " platform.example, *.my.salesforce.com.");
        });
        return new Hosts(names);
    }

    /** Whether a host is on the list. */
    public boolean allows(String host) {
        String plain = plain(host);
        return names.isEmpty()
                || names.stream()
                        .anyMatch(
                                name -> name.startsWith("*.") ? plain.endsWith(name.substring(1)) : plain.equals(name));
    }

    /** In lower case and ASCII, without the dot that may end a name and the brackets around an address. */
    private static String plain(String host) {
        String plain = host.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "").replaceFirst("^\\[(.*)]$", "$1");
        try {
            return plain.chars().allMatch(letter -> letter < 128)
                    ? plain
                    : IDN.toASCII(plain).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException none) {
            return plain;
        }
    }
}
