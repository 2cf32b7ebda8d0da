package io.connectors.salesforce.simulator.org;

/** Ids as Salesforce makes them: a prefix, a number in base 62, and three characters that tell the case of the others. */
final class SimulatedIds {
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final String CASES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

    private SimulatedIds() {}

    /** 18 characters; ascending with the number, as text in ASCII. */
    static String id(String prefix, long number) {
        char[] id = new char[18];
        prefix.getChars(0, 3, id, 0);
        "5g00000".getChars(0, 7, id, 3);
        long rest = number;
        for (int i = 14; i >= 10; i--) {
            id[i] = DIGITS.charAt((int) (rest % 62));
            rest /= 62;
        }
        for (int block = 0; block < 3; block++) {
            int bits = 0;
            for (int i = 0; i < 5; i++) {
                char character = id[block * 5 + i];
                bits |= character >= 'A' && character <= 'Z' ? 1 << i : 0;
            }
            id[15 + block] = CASES.charAt(bits);
        }
        return new String(id);
    }
}
