package io.connectors.salesforce.config;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalLong;

/** A safeguard's limit. The text form is the one written in the file. */
public sealed interface Limit {

    /** The highest count of so many that is not above the limit; empty for {@code off}. */
    OptionalLong allowed(long of);

    /** Whether the count is above the limit; exactly the limit is not. Exact for every long. */
    default boolean exceeded(long count, long of) {
        OptionalLong allowed = allowed(of);
        return allowed.isPresent() && count > allowed.getAsLong();
    }

    /**
     * Reads {@code 20%}, {@code 2.5%}, {@code 50} or {@code off}.
     *
     * @throws IllegalArgumentException for anything else
     */
    static Limit of(String text) {
        if (text.equals("off")) {
            return new Off();
        }
        try {
            return text.endsWith("%")
                    ? new Share(new BigDecimal(text.substring(0, text.length() - 1)))
                    : new Count(Long.parseLong(text));
        } catch (NumberFormatException notNumeric) {
            throw new IllegalArgumentException("neither a share, a count nor off: " + text, notNumeric);
        }
    }

    /** Percent, 0 to 100, fractions allowed. */
    record Share(BigDecimal percent) implements Limit {
        public Share {
            if (percent.signum() < 0 || percent.compareTo(BigDecimal.valueOf(100)) > 0) {
                throw new IllegalArgumentException("a share is from 0% to 100%: " + percent);
            }
        }

        @Override
        public OptionalLong allowed(long of) {
            BigDecimal most = percent.multiply(BigDecimal.valueOf(of)).movePointLeft(2);
            return OptionalLong.of(most.setScale(0, RoundingMode.FLOOR).longValueExact());
        }

        @Override
        public String toString() {
            return percent.toPlainString() + "%";
        }
    }

    /** So many, whatever the whole. */
    record Count(long most) implements Limit {
        public Count {
            if (most < 0) {
                throw new IllegalArgumentException("a count is not below 0: " + most);
            }
        }

        @Override
        public OptionalLong allowed(long of) {
            return OptionalLong.of(most);
        }

        @Override
        public String toString() {
            return Long.toString(most);
        }
    }

    /** No limit. */
    record Off() implements Limit {
        @Override
        public OptionalLong allowed(long of) {
            return OptionalLong.empty();
        }

        @Override
        public String toString() {
            return "off";
        }
    }
}
