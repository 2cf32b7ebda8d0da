package io.connectors.salesforce.org;

import java.util.regex.Pattern;

/** Salesforce Ids: 15 case-sensitive characters, or these with three more that tell their case. */
final class SalesforceId {
    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9]{15}([A-Z0-5]{3})?");
    private static final String SUFFIX = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

    private SalesforceId() {}

    static boolean valid(String id) {
        return VALID.matcher(id).matches();
    }

    /**
     * The 18 characters of an Id.
     *
     * @throws OrgFailure if it is none
     */
    static String normal(String id) {
        if (id == null || !valid(id)) {
            throw new OrgFailure(
                    "Salesforce answered a row without a valid Id, so the read is not proved complete. Nothing was"
                            + " sent and nobody is removed; run the connector again.");
        }
        return id.length() == 18 ? id : id + suffix(id);
    }

    /** One character for five: bit n is set where character n is a capital. */
    private static String suffix(String id) {
        StringBuilder suffix = new StringBuilder(3);
        for (int block = 0; block < 3; block++) {
            int bits = 0;
            for (int i = 0; i < 5; i++) {
                char character = id.charAt(block * 5 + i);
                if (character >= 'A' && character <= 'Z') {
                    bits |= 1 << i;
                }
            }
            suffix.append(SUFFIX.charAt(bits));
        }
        return suffix.toString();
    }
}
