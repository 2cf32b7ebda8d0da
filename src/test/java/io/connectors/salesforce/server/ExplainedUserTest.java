package io.connectors.salesforce.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.Status;
import io.connectors.salesforce.run.TestDatabase;
import io.connectors.salesforce.simulator.platform.PlatformFault;
import java.util.Iterator;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is said of a single user agrees with what runs did to them. */
class ExplainedUserTest {
    private static ExplainedUser explain(Installation site, String id) {
        ConnectorServer server = site.server();
        return server.explain(server.connectors().find("acme").orElseThrow(), id);
    }

    private static ExplainedUser is(Installation site, String id, Presence presence, String next, String... words) {
        ExplainedUser user = explain(site, id);
        assertThat(user.presence()).as(user.why()).isEqualTo(presence);
        assertThat(user.next()).as(user.why()).isEqualTo(next);
        assertThat(user.why()).contains(words);
        return user;
    }

    @Test
    void saysOfUsersWhoWereRemovedThatTheyWereRemoved() {
        try (Installation site = Installation.of(TestDatabase.H2, 30)) {
            site.run();
            Iterator<String> users = site.users().keySet().iterator();
            String left = users.next();
            String hidden = users.next();
            is(site, left, Presence.THERE, "unchanged", "Selected");

            site.org().edit(left, Map.of("IsActive", false));
            is(site, left, Presence.THERE, "delete", "The platform has the user.", "removes the user");
            RunReport removal = site.run();
            assertThat(removal.counts().deleted()).isEqualTo(1);

            ExplainedUser gone =
                    is(site, left, Presence.REMOVED, "none", "The platform removed the user in the run of ");
            assertThat(gone.why()).contains("because of the user's status").doesNotContain("no record");
            assertThat(gone.runs().get(0).run()).isEqualTo(removal.run());
            assertThat(gone.runs().get(0).status()).isEqualTo(Status.COMPLETED);

            site.org().edit(left, Map.of("IsActive", true));
            is(site, left, Presence.REMOVED, "create", "removed the user", "The next run creates the user.");
            site.run();
            is(site, left, Presence.THERE, "unchanged", "Selected");

            site.org().hideUser(hidden, true);
            site.run();
            is(site, hidden, Presence.THERE, "delete", "The platform has the user.");
            site.run();
            is(site, hidden, Presence.REMOVED, "none", "because Salesforce no longer showed the user");
            site.org().hideUser(hidden, false);

            site.org().edit(hidden, Map.of("IsActive", false));
            is(site, hidden, Presence.REMOVED, "none", "because Salesforce no longer showed the user");
        }
    }

    @Test
    void saysOfUsersThePlatformRefusedThatItDid() {
        try (Installation site = Installation.of(TestDatabase.H2, 30)) {
            String someone = site.org()
                    .ids(user -> user.get("IsActive").equals(true)
                            && user.get("UserType").equals("Standard"))
                    .get(0);
            is(site, someone, Presence.ABSENT, "create", "There is no record");
            site.platform()
                    .fault(PlatformFault.always(PlatformFault.Kind.REJECT_USER).withUser(someone));
            site.run();

            is(site, someone, Presence.REFUSED, "wait", "the platform refused this document");
            site.org().edit(someone, Map.of("IsActive", false));
            is(site, someone, Presence.REFUSED, "none", "The platform refused the user (");
        }
    }

    @Test
    void saysOfUsersWhoWereSentWithoutAnAnswerThatNobodyKnows() {
        try (Installation site = Installation.of(TestDatabase.H2, 30).setting("platform.retries", "0")) {
            site.platform().fault(PlatformFault.once(PlatformFault.Kind.APPLY_THEN_DROP));
            assertThat(site.run().status()).isEqualTo(Status.FAILED);
            String someone = site.users().keySet().iterator().next();

            is(site, someone, Presence.UNCONFIRMED, "create", "has not confirmed it");
            site.run();
            is(site, someone, Presence.THERE, "unchanged", "Selected");

            site.org().edit(someone, Map.of("Department", "Elsewhere"));
            is(site, someone, Presence.THERE, "update", "differs");
            site.platform().fault(PlatformFault.once(PlatformFault.Kind.APPLY_THEN_DROP));
            assertThat(site.run().status()).isEqualTo(Status.FAILED);

            is(site, someone, Presence.THERE, "update", "has not confirmed what was sent last");
        }
    }
}
