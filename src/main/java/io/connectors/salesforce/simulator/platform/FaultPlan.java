package io.connectors.salesforce.simulator.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The faults still to come. */
final class FaultPlan {
    private final List<Waiting> waiting = new ArrayList<>();

    private static final class Waiting {
        final PlatformFault fault;
        int before;
        int times;

        Waiting(PlatformFault fault) {
            this.fault = fault;
            before = Math.max(1, fault.nth());
            times = fault.times() == 0 ? 1 : fault.times();
        }
    }

    synchronized void add(PlatformFault fault) {
        waiting.add(new Waiting(fault));
    }

    synchronized void clear() {
        waiting.clear();
    }

    /** The fault that meets a batch with certain users, if any; counts it down. */
    synchronized Optional<PlatformFault> next(Predicate<String> hasUser) {
        Waiting met = null;
        for (Waiting each : waiting) {
            boolean meant = each.fault.sourceId() == null || hasUser.test(each.fault.sourceId());
            // every fault counts the batch, whichever of them it meets
            if (meant && each.times != 0 && --each.before <= 0 && met == null) {
                met = each;
                each.times -= each.times > 0 ? 1 : 0;
            }
        }
        return Optional.ofNullable(met).map(each -> each.fault);
    }
}
