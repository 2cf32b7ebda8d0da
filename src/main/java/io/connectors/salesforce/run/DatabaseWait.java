package io.connectors.salesforce.run;

import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for a database server that is not there yet, as it may start at the same time as this process. */
public final class DatabaseWait {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseWait.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_ATTEMPT = Duration.ofSeconds(10);
    /** Connection exceptions, a server that starts or stops, one without room, a database that takes nobody for now. */
    private static final Pattern PASSING = Pattern.compile("08.*|57P.*|53.*|55000");

    private static final Pattern CREDENTIALS = Pattern.compile("28.*");
    private static final String NO_SUCH_DATABASE = "3D000";

    private DatabaseWait() {}

    /**
     * Returns once the database takes a connection; at once for an embedded one. What does not pass is not waited for.
     *
     * @throws RunFailure if it cannot be reached within the time
     * @throws IllegalArgumentException if the settings are wrong: the URL, the user, the password, the database's name
     */
    public static void await(String url, String username, String password, Duration longest) {
        if (url.startsWith("jdbc:h2:")) {
            return;
        }
        requireDriver(url);
        long begun = System.nanoTime();
        boolean waiting = false;
        while (true) {
            Duration left = left(longest, begun);
            try (Connection connection = DriverManager.getConnection(url, login(username, password, left))) {
                if (waiting) {
                    LOG.info(
                            "The database {} is there after {} s",
                            shown(url),
                            seconds(longest.minus(left(longest, begun))));
                }
                return;
            } catch (SQLException refused) {
                RuntimeException cause = explained(refused, url, username)
                        .orElseGet(() -> new IllegalArgumentException(
                                "The database " + shown(url) + " refuses: " + refused.getMessage()
                                        + ". Check database.url.",
                                refused));
                if (!(cause instanceof RunFailure) || left(longest, begun).isZero()) {
                    throw cause;
                }
                if (!waiting) {
                    LOG.info(
                            "{} Waiting up to {} s for it (database.wait)",
                            notReached(url, refused),
                            longest.toSeconds());
                }
                waiting = true;
            }
            pause(left(longest, begun));
        }
    }

    /** Whether something failed because the database could not be reached just then. */
    public static boolean unreachable(Throwable failure) {
        return !(failure instanceof IllegalArgumentException)
                && explained(failure, "", "")
                        .filter(RunFailure.class::isInstance)
                        .isPresent();
    }

    /** The words and the kind for a database that did not open; empty for what has another cause. */
    static Optional<RuntimeException> explained(Throwable failure, String url, String username) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refused && refused.getSQLState() != null) {
                return explained(refused, url, username);
            }
        }
        return Optional.empty();
    }

    private static Optional<RuntimeException> explained(SQLException refused, String url, String username) {
        String state = refused.getSQLState();
        if (CREDENTIALS.matcher(state).matches()) {
            return Optional.of(new IllegalArgumentException(
                    "The database " + shown(url) + " refuses the user " + username + ": " + refused.getMessage()
                            + ". Check database.username and database.password.",
                    refused));
        }
        if (state.equals(NO_SUCH_DATABASE)) {
            return Optional.of(new IllegalArgumentException(
                    "The database " + shown(url) + " does not exist: " + refused.getMessage()
                            + ". Create it, or check database.url.",
                    refused));
        }
        if (!PASSING.matcher(state).matches() || distrusted(refused)) {
            return Optional.empty();
        }
        return Optional.of(new RunFailure(
                notReached(url, refused) + " Start the database, or check database.url and the network.", refused));
    }

    private static void requireDriver(String url) {
        try {
            DriverManager.getDriver(url);
        } catch (SQLException unknown) {
            throw new IllegalArgumentException(
                    "database.url is not the address of a database this program can use. Allowed:"
                            + " jdbc:postgresql://HOST:PORT/DATABASE or jdbc:h2:file:PATH.",
                    unknown);
        }
    }

    private static String notReached(String url, SQLException refused) {
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                return "The database " + shown(url) + " cannot be reached: the host name " + cause.getMessage()
                        + " is not known.";
            }
        }
        return "The database " + shown(url) + " cannot be reached: "
                + refused.getMessage().replaceFirst("\\.$", "") + ".";
    }

    /** A certificate that is not trusted does not become so by waiting. */
    private static boolean distrusted(SQLException refused) {
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return true;
            }
        }
        return false;
    }

    private static Properties login(String username, String password, Duration left) {
        Duration longest = left.compareTo(LONGEST_ATTEMPT) < 0 ? left : LONGEST_ATTEMPT;
        Properties login = new Properties();
        login.setProperty("user", username);
        login.setProperty("password", password);
        // also where something takes the connection and never answers
        login.setProperty("loginTimeout", String.valueOf(Math.max(1, longest.toSeconds())));
        return login;
    }

    /** Parameters may hold a password. */
    private static String shown(String url) {
        return url.replaceFirst("[?;].*", "");
    }

    private static long seconds(Duration duration) {
        return Math.max(1, duration.toSeconds());
    }

    private static Duration left(Duration longest, long begun) {
        Duration left = longest.minusNanos(System.nanoTime() - begun);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static void pause(Duration left) {
        try {
            TimeUnit.NANOSECONDS.sleep(Math.min(PAUSE.toNanos(), left.toNanos()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new RunFailure("The process was told to end while it waited for its database.", stopped);
        }
    }
}
