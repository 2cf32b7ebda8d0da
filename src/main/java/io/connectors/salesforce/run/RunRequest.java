package io.connectors.salesforce.run;

/**
 * How a run was asked for.
 *
 * @param preview plans and reports, sends nothing and leaves the snapshot as it is
 * @param resend plans every selected user, whatever the snapshot says
 * @param override lets this one run pass every safeguard
 */
public record RunRequest(Trigger trigger, boolean preview, boolean resend, boolean override) {

    /** What applies a held plan. */
    public static RunRequest approved(RunReport held) {
        return new RunRequest(held.startedBy(), false, false, true);
    }

    /** An ordinary run by schedule. */
    public static RunRequest scheduled() {
        return new RunRequest(Trigger.SCHEDULE, false, false, false);
    }
}
