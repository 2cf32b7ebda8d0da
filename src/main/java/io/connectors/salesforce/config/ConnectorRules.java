package io.connectors.salesforce.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What the schema cannot say about the whole connector, its org and its platform. */
final class ConnectorRules {
    private static final Map<String, List<String>> UNUSED = Map.of(
            "password", List.of("privateKey"),
            "client-credentials", List.of("username", "password", "securityToken", "privateKey"),
            "jwt", List.of("consumerSecret", "password", "securityToken"));
    private static final Pattern BROWSER_HOST =
            Pattern.compile("(?i)https://[^/]+\\.(lightning\\.force|my\\.salesforce-setup)\\.com/?");
    private static final Pattern LOGIN_HOST = Pattern.compile("(?i)https://(login|test)\\.salesforce\\.com/?");

    private ConnectorRules() {}

    static void check(Section connector, Surroundings surroundings) {
        connector.text("where").flatMap(SoqlCondition::fault).ifPresent(fault -> connector.wrong("where", fault));
        connector
                .text("mapping")
                .filter(surroundings.mappings().negate())
                .ifPresent(name -> connector.wrong(
                        "mapping", "is neither a file of the folder of mappings nor a shipped one. Put it there."));
        salesforce(connector.block("salesforce"));
        ScheduleRules.check(connector.block("schedule"));
        platform(connector.block("platform"));
        AddressRules.check(connector, surroundings.egress());
    }

    private static void salesforce(Section salesforce) {
        String authentication = salesforce.text("authentication").orElse("");
        salesforce.text("url").ifPresent(url -> {
            WebAddress.originFault(url).ifPresent(fault -> salesforce.wrong("url", fault));
            if (BROWSER_HOST.matcher(url).matches()) {
                salesforce.warning(
                        "url",
                        "is the browser's address. Write the one of Setup, My Domain:"
                                + " it ends in .my.salesforce.com.");
            } else if (LOGIN_HOST.matcher(url).matches() && authentication.equals("client-credentials")) {
                salesforce.warning(
                        "url",
                        "serves no client-credentials. Write the address of Setup, My Domain:"
                                + " it ends in .my.salesforce.com.");
            }
        });
        UNUSED.getOrDefault(authentication, List.of())
                .forEach(name -> salesforce.unused(name, "authentication: " + authentication));
        if (authentication.equals("jwt")) {
            salesforce.text("privateKey").ifPresent(file -> privateKey(salesforce, file));
        }
    }

    /** Only a warning: a secret may be mounted later than the file is read. */
    private static void privateKey(Section salesforce, String file) {
        try {
            if (!Files.isReadable(Path.of(file))) {
                salesforce.warning("privateKey", "is no file that can be read now. Put the PEM file there.");
            }
        } catch (InvalidPathException wrong) {
            salesforce.wrong("privateKey", "is not a path. Write it like /run/secrets/acme.pem.");
        }
    }

    /** HTTP carries Latin-1 at most. */
    private static boolean noHeader(String value) {
        return value.chars().anyMatch(character -> character > 0xFF);
    }

    private static void platform(Section platform) {
        platform.text("url").flatMap(WebAddress::baseFault).ifPresent(fault -> platform.wrong("url", fault));
        Section oauth2 = platform.block("oauth2");
        oauth2.text("tokenUrl").flatMap(WebAddress::fault).ifPresent(fault -> oauth2.wrong("tokenUrl", fault));
        String type = platform.text("type").orElse("");
        if (platform.has("token") && platform.has("oauth2")) {
            platform.error("oauth2", "stands beside token. Allowed: one of the two. Remove the other.");
        } else if (List.of("rest", "scim").contains(type)
                && !platform.has("token")
                && !platform.has("oauth2")
                && !platform.problems().wrong("platform.token")) {
            platform.warning("token", "is missing, and oauth2 too: requests go out without authorisation. Add one.");
        }
        if (List.of("rest", "scim").contains(type)
                && platform.text("token").filter(ConnectorRules::noHeader).isPresent()) {
            platform.error(
                    "token",
                    "contains a character that the header Authorization cannot carry. Check that it is the whole token, and"
                            + " nothing else.");
        }
        if (type.equals("rest")) {
            platform.unused("removal", "type: rest");
        }
        List<String> known = platform.shape().keys();
        platform.node().fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                Nearest.to(name, known)
                        .ifPresent(meant -> platform.warning(
                                name,
                                "is not a key of platform and only reaches the route. Did you mean " + meant + "?"));
            }
        });
    }
}
