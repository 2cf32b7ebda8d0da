package io.connectors.salesforce.org;

import io.connectors.salesforce.config.Limit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The API requests an org may be sent in 24 hours.
 *
 * @param most of all its users and programs together
 * @param remaining of these
 */
record Allowance(long most, long remaining) {
    private static final Pattern USAGE = Pattern.compile("(?<![a-z-])api-usage=(\\d{1,15})/(\\d{1,15})");

    /** As the header {@code Sforce-Limit-Info} of any answer tells it; it may tell more. */
    static Optional<Allowance> of(String limitInfo) {
        Matcher usage = USAGE.matcher(limitInfo == null ? "" : limitInfo);
        return usage.find()
                ? Optional.of(new Allowance(
                        Long.parseLong(usage.group(2)),
                        Long.parseLong(usage.group(2)) - Long.parseLong(usage.group(1))))
                : Optional.empty();
    }

    /** The share that is used, 0 to 1. */
    double used() {
        return most == 0 ? 0 : (most - remaining) / (double) most;
    }

    /**
     * @param made requests of the run so far
     * @param further requests it still needs
     * @throws OrgFailure if the run would use more than its share, or more than is left; never where the share is off
     */
    void afford(long made, long further, Limit share) {
        if (share.allowed(most).isEmpty()) {
            // whatever Salesforce still answers is read: it is the one to refuse
            return;
        }
        if (further > remaining) {
            throw new OrgFailure(
                    "The run needs " + further + " more requests, and the org has " + Math.max(0, remaining) + " of "
                            + most
                            + " left for today, although Salesforce still answers. Nothing was sent; the next schedule tries again. If"
                            + " that happens often, raise the org's allowance or run less often; safeguards.apiUsage: off reads"
                            + " on until Salesforce refuses.");
        }
        if (share.exceeded(made + further, most)) {
            throw new OrgFailure("The run needs " + (made + further) + " requests, more than its share of the org's "
                    + most + " a day (safeguards.apiUsage: " + share
                    + "). Nothing was sent. Raise apiUsage, or the org's allowance.");
        }
    }
}
