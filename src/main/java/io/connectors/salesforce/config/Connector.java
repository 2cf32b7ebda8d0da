package io.connectors.salesforce.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One Salesforce org read by one schedule, as its valid file says it, defaults filled in.
 *
 * @param id the file's name without {@code .yaml}: {@code [a-z0-9-]+}
 * @param server the connector server that runs it
 * @param userStatus one or both, in the order of the enum
 * @param userTypes values of UserType as written; empty: all but Guest, AutomatedProcess and CloudIntegrationUser
 * @param where a SOQL condition with balanced quotes and parentheses: it cannot leave parentheses put around it
 * @param mapping a plain file name ending in {@code .csv}; whether there is one is not known here
 * @param secrets what keys of a type's own hold, where their names say so, and what placeholders brought to the platform
 */
public record Connector(
        String id,
        String name,
        String server,
        Salesforce salesforce,
        Set<UserStatus> userStatus,
        FrozenUsers frozenUsers,
        Optional<List<String>> userTypes,
        Optional<String> where,
        Schedule schedule,
        boolean active,
        String mapping,
        Platform platform,
        Safeguards safeguards,
        List<Secret> secrets) {

    /** For logs: no credentials, no names of people, no filter. */
    @Override
    public String toString() {
        return "%s (%s%s) on %s: %s -> %s, %s, %s"
                .formatted(id, name, active ? "" : ", inactive", server, salesforce, platform, mapping, schedule);
    }
}
