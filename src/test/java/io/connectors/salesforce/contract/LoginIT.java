package io.connectors.salesforce.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.connectors.salesforce.contract.Receiver.Reply;
import io.connectors.salesforce.contract.Site.Ended;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Section 6, 11: the token goes only to the configured org, and a refused login is not hammered. */
class LoginIT {
    private final Site site = new Site();

    @AfterEach
    void close() throws Exception {
        site.close();
    }

    @Test
    void failsOnlyTheRunWhoseLoginIsRefused() {
        Connector good = site.connector("good", 20);
        Connector refused = site.connector("refused", 20);
        refused.org().passwordFlow(false);

        Ended ended = site.run("--all");

        assertThat(refused.org().refusedLogins()).isBetween(1, 3);
        assertThat(refused.batches()).isZero();
        assertThat(ended.exit()).as(ended.text()).isEqualTo(1);
        ended.report("refused").is("failed");
        ended.report("good").is("completed").counts(20, 0, 20, 0, 0, 0);
        assertThat(good.there()).isEqualTo(good.active());
    }

    @Test
    void stopsAtATokenThatIsNeverValid() {
        Connector connector = site.connector("acme", 20);
        connector.org().neverValid(true);

        Ended ended = site.run("acme");

        assertThat(ended.exit()).as(ended.text()).isEqualTo(1);
        ended.report("acme").is("failed");
        assertThat(connector.org().logins()).isBetween(1, 3);
    }

    @Test
    void sendsTheTokenToNoOtherHost() {
        Receiver stranger = site.closing(new Receiver(call -> Reply.of(200, "stranger")));
        Connector connector = site.connector("acme", 20);
        connector.org().instanceUrl(stranger.url().replace("/api", ""));

        Ended ended = site.run("acme");

        assertThat(stranger.calls()).isEmpty();
        assertThat(ended.exit()).as(ended.text()).isEqualTo(1);
        ended.report("acme").is("failed");
    }

    @Test
    void namesAnUnreadableFrozenStateBeforeReading() {
        Connector connector = site.connector("acme", 20, "frozenUsers: exclude");
        connector.org().hide("UserLogin", null, true);

        Ended run = site.run("acme");
        Ended check = site.command("check", "acme");

        assertThat(run.exit()).as(run.text()).isEqualTo(1);
        assertThat(run.report("acme").is("failed").count("read")).isZero();
        assertThat(connector.batches()).isZero();
        assertThat(check.exit()).as(check.text()).isEqualTo(1);
        assertThat(check.text()).contains("Manage Users");
    }
}
