package io.connectors.salesforce.run;

import io.connectors.salesforce.config.Limit;
import io.connectors.salesforce.config.Safeguards;
import io.connectors.salesforce.mapping.Fill;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds a whole plan that is not to be trusted, before anything of it is sent: the bean {@code guard} of the routes. Every
 * message carries count, share, limit, the likely cause and the remedy.
 */
public final class Guard {
    private static final Logger LOG = LoggerFactory.getLogger(Guard.class);

    /** Holds the run if a safeguard asks for it; a preview is told, and an override passes. */
    public void check(@ExchangeProperty("run") Run run) {
        List<String> objections = objections(run);
        if (objections.isEmpty()) {
            return;
        }
        String reason = String.join(" ", objections);
        if (run.request().preview()) {
            run.end(Status.PREVIEWED, reason + " A run would be held.");
        } else if (run.request().override()) {
            LOG.warn("Run {}: safeguards overridden: {}", run.id(), reason);
        } else {
            run.end(
                    Status.HELD,
                    reason + " Nothing was sent. If this is right: approve " + run.id() + "; if not: discard "
                            + run.id() + ", mend the cause and run again.");
        }
    }

    private static List<String> objections(Run run) {
        Safeguards limits = run.connector().safeguards();
        Counts plan = run.counts();
        Scope snapshot = run.scope();
        List<String> found = new ArrayList<>();
        if (snapshot.users() > 0
                && snapshot.orgId() != null
                && !snapshot.orgId().equals(run.orgId())) {
            found.add("Another org: the snapshot was read from org " + snapshot.orgId() + ", this import from "
                    + run.orgId() + ". Likely a changed salesforce.url or a refreshed sandbox.");
        }
        // who may have arrived without an acknowledgement is deleted like the others
        boolean someone = snapshot.users() > 0 || snapshot.known() >= Math.max(1, limits.minimumUsers());
        if (plan.read() == 0 && someone) {
            found.add("Empty import: no user was read, the snapshot has " + snapshot.known()
                    + ". Likely the connector's user lost sight of the others (View All Users), or userStatus, userTypes or"
                    + " where select nobody.");
        }
        long leaving = plan.deleted() + plan.missing();
        if (above(limits.deletions(), leaving, snapshot.known(), limits)) {
            found.add(
                    "Deletions: %s are to go or out of sight (deletions: %s). Likely a filter, a lost permission, or a real"
                                    .formatted(share(leaving, snapshot.known()), limits.deletions())
                            + " wave of leavers.");
        } else if (plan.deleted() > 0
                && above(limits.deletions(), plan.deleted() + run.deletedLately(), snapshot.known(), limits)) {
            found.add(
                    "Deletions of seven days: %s, this plan's %d included (deletions: %s). Likely a source that shrinks little by"
                                    .formatted(
                                            share(plan.deleted() + run.deletedLately(), snapshot.known()),
                                            plan.deleted(),
                                            limits.deletions())
                            + " little, or a real wave of leavers.");
        }
        List<String> blanked = blanked(run);
        if (!blanked.isEmpty()) {
            found.add("Blanked: " + String.join(", ", blanked)
                    + " (before, now): a value is missing for nearly everyone who had one. Likely fields emptied by a mass edit, or"
                    + " a mapping that reads the wrong ones.");
        }
        boolean remapped = snapshot.mappingVersion() != null
                && !snapshot.mappingVersion().equals(run.mapping().version());
        boolean expected = remapped || run.request().resend();
        if (!expected && above(limits.changes(), plan.updated(), snapshot.users(), limits)) {
            found.add("Updates: %s differ (changes: %s)."
                            .formatted(share(plan.updated(), snapshot.users()), limits.changes())
                    + " Likely a field that became unreadable, a mass edit in the org, or a mapped field that changes by itself,"
                    + " as LastLoginDate does.");
        }
        if (plan.read() >= limits.minimumUsers() && limits.rejections().exceeded(run.unmapped(), plan.read())) {
            found.add(
                    "Rejections: %s cannot be mapped (rejections: %s). Likely a Required attribute whose field is empty."
                            .formatted(share(run.unmapped(), plan.read()), limits.rejections()));
        }
        return found;
    }

    private static List<String> blanked(Run run) {
        Fill before = run.scope().fill();
        Fill now = run.fill();
        int least = run.connector().safeguards().minimumUsers();
        if (before == null || now == null || before.users() < least || now.users() < least) {
            return List.of();
        }
        return now.blankedSince(before).stream()
                .map(target -> target + " (" + share(before.attributes().get(target), before.users()) + ", "
                        + share(now.attributes().get(target), now.users()) + ")")
                .toList();
    }

    /** Shares count from minimumUsers on; a plain count always. */
    private static boolean above(Limit limit, long count, long of, Safeguards limits) {
        boolean counts = of > 0 && (limit instanceof Limit.Count || of >= limits.minimumUsers());
        return counts && limit.exceeded(count, of);
    }

    private static String share(long count, long of) {
        BigDecimal percent = BigDecimal.valueOf(count * 100).divide(BigDecimal.valueOf(of), 1, RoundingMode.HALF_UP);
        return count + " of " + of + " users (" + percent.stripTrailingZeros().toPlainString() + "%)";
    }
}
