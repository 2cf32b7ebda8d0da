package io.connectors.salesforce.config;

import java.text.ParseException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.quartz.CronExpression;

/** How often a connector runs. The text form is the one written in the file. */
public sealed interface Repeats {
    /**
     * Reads {@code hourly}, {@code daily}, {@code weekly}, {@code monthly}, {@code manual}, {@code every 6h},
     * {@code every 15m} or a Quartz cron expression.
     *
     * @throws IllegalArgumentException for anything else; its message says what is wrong and what to write
     */
    static Repeats of(String text) {
        Matcher every = Every.FORM.matcher(text);
        if (every.matches()) {
            return new Every(text, Every.step(Integer.parseInt(every.group(1)), every.group(2)));
        }
        return switch (text) {
            case "hourly" -> new Every(text, Duration.ofHours(1));
            case "daily" -> Calendar.DAILY;
            case "weekly" -> Calendar.WEEKLY;
            case "monthly" -> Calendar.MONTHLY;
            case "manual" -> Calendar.MANUAL;
            default -> Cron.of(text);
        };
    }

    /** By the calendar, or not at all. */
    enum Calendar implements Repeats {
        DAILY,
        WEEKLY,
        MONTHLY,
        MANUAL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Again and again, restarting each day; whole minutes up to a day. */
    record Every(String text, Duration step) implements Repeats {
        private static final Pattern FORM = Pattern.compile("every +([0-9]{1,5}) *([mh])");

        private static Duration step(int amount, String unit) {
            Duration step = unit.equals("h") ? Duration.ofHours(amount) : Duration.ofMinutes(amount);
            if (step.isZero() || step.compareTo(Duration.ofDays(1)) > 0) {
                throw new IllegalArgumentException("Allowed: every 1m to every 1440m, every 1h to every 24h.");
            }
            return step;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** By a valid Quartz cron expression: seconds first, six or seven fields. */
    record Cron(String expression) implements Repeats {
        private static Repeats of(String text) {
            int fields = text.strip().split(" +").length;
            if (fields == 5) {
                throw new IllegalArgumentException("A Quartz cron has six or seven fields, seconds first, and ? for the"
                        + " day not meant. Write for example 0 0 2 * * ?.");
            }
            if (fields < 5) {
                throw new IllegalArgumentException(ScheduleRules.ALLOWED);
            }
            try {
                CronExpression.validateExpression(text);
                return new Cron(text);
            } catch (ParseException wrong) {
                throw new IllegalArgumentException(
                        "Quartz says: " + wrong.getMessage() + " " + ScheduleRules.ALLOWED, wrong);
            }
        }

        @Override
        public String toString() {
            return expression;
        }
    }
}
