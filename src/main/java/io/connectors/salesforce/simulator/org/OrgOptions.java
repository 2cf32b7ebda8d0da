package io.connectors.salesforce.simulator.org;

import java.time.Duration;

/**
 * How a simulated org starts.
 *
 * @param users how many it has
 * @param seed what they are like
 * @param port 0 for a free one
 * @param pageDelay before each page of a query
 */
public record OrgOptions(int users, long seed, int port, Duration pageDelay) {

    /** On a free port, without delay. */
    public static OrgOptions of(int users, long seed) {
        return new OrgOptions(users, seed, 0, Duration.ZERO);
    }

    public OrgOptions withPort(int value) {
        return new OrgOptions(users, seed, value, pageDelay);
    }

    public OrgOptions withPageDelay(Duration value) {
        return new OrgOptions(users, seed, port, value);
    }
}
