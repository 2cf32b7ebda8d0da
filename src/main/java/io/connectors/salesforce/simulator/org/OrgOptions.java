package io.connectors.salesforce.simulator.org;

import io.connectors.salesforce.simulator.ServerAddress;
import java.time.Duration;

/**
 * How a simulated org starts.
 *
 * @param users how many it has
 * @param seed what they are like
 * @param address where it listens
 * @param pageDelay before each page of a query
 */
public record OrgOptions(int users, long seed, ServerAddress address, Duration pageDelay) {

    /** On a free port of this machine, without delay. */
    public static OrgOptions of(int users, long seed) {
        return new OrgOptions(users, seed, ServerAddress.loopback(0), Duration.ZERO);
    }

    public OrgOptions withPort(int value) {
        return withAddress(ServerAddress.loopback(value));
    }

    public OrgOptions withAddress(ServerAddress value) {
        return new OrgOptions(users, seed, value, pageDelay);
    }

    public OrgOptions withPageDelay(Duration value) {
        return new OrgOptions(users, seed, address, value);
    }
}
