package io.connectors.salesforce.simulator.org;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The faults still to come. */
final class OrgFaults {
    private final List<Waiting> waiting = new ArrayList<>();

    private static final class Waiting {
        final OrgFault fault;
        int before;
        int times;

        Waiting(OrgFault fault) {
            this.fault = fault;
            before = Math.max(1, fault.nth());
            times = fault.times() == 0 ? 1 : fault.times();
        }
    }

    synchronized void add(OrgFault fault) {
        waiting.add(new Waiting(fault));
    }

    synchronized void clear() {
        waiting.clear();
    }

    /** The fault that meets a request, if any; counts it down. */
    synchronized Optional<OrgFault> next(String pathAndQuery) {
        Waiting met = null;
        for (Waiting each : waiting) {
            String match = each.fault.match();
            boolean meant =
                    match == null ? !pathAndQuery.startsWith("/services/oauth2/") : pathAndQuery.contains(match);
            // every fault counts the request, whichever of them it meets
            if (meant && each.times != 0 && --each.before <= 0 && met == null) {
                met = each;
                each.times -= each.times > 0 ? 1 : 0;
            }
        }
        return Optional.ofNullable(met).map(each -> each.fault);
    }
}
