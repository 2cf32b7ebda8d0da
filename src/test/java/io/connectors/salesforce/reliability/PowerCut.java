package io.connectors.salesforce.reliability;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Set;

/**
 * A crash, as a database sees one: from a chosen statement or commit on nothing of a process reaches it any more, and what was
 * not committed is gone. The run's row stays {@code running}, its lease stays held and nothing is tidied up, whatever the
 * process still tries. Stands between the pools and the real driver, so the product needs no code for it.
 */
final class PowerCut {
    /** On which side of a commit. */
    enum Moment {
        /** What the transaction wrote is lost. */
        BEFORE,
        /** It is written, and the process never learns so. */
        AFTER
    }

    private static final Set<String> REACHING =
            Set.of("prepareStatement", "createStatement", "prepareCall", "commit", "setSavepoint");

    private final String url;
    private String statement;
    private int left;
    private Moment moment = Moment.BEFORE;
    private boolean dark;

    private PowerCut(String url) {
        this.url = url;
    }

    /** Watches a database; its URL goes on working for everybody. */
    static PowerCut over(String url) {
        PowerCut cut = new PowerCut(url);
        PowerCutDriver.watch(cut);
        return cut;
    }

    String url() {
        return url;
    }

    /**
     * Cuts at the nth transaction from now on that uses a statement of {@code src/main/resources/sql}: before the statement is
     * executed, or after its transaction was committed.
     */
    synchronized void at(String name, int nth, Moment when) {
        statement = text(name);
        left = nth;
        moment = when;
    }

    /** Cuts at the nth commit from now on. */
    synchronized void atCommit(int nth, Moment when) {
        statement = null;
        left = nth;
        moment = when;
    }

    /** Whether it is dark. */
    synchronized boolean happened() {
        return dark;
    }

    /** Light again, for the next process; a cut that has not come is called off. */
    synchronized void restore() {
        dark = false;
        left = 0;
    }

    private static String text(String name) {
        try (InputStream in = PowerCut.class.getResourceAsStream("/sql/" + name + ".sql")) {
            return plain(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** As a driver sees it: without the names of its parameters. */
    private static String plain(String sql) {
        return sql.replaceAll(":\\??[a-zA-Z]+", "?").replaceAll("\\s+", " ").strip();
    }

    private synchronized boolean meets(String sql) {
        return left > 0 && statement != null && plain(sql).equals(statement) && --left == 0;
    }

    private synchronized boolean commitMeets() {
        return left > 0 && statement == null && --left == 0;
    }

    private synchronized void goDark() {
        dark = true;
    }

    Connection wired(Connection real) {
        return (Connection) Proxy.newProxyInstance(
                PowerCut.class.getClassLoader(), new Class<?>[] {Connection.class}, new Wire(real));
    }

    /** One connection of the process. */
    private final class Wire implements InvocationHandler {
        private final Connection real;
        private boolean doomed;

        Wire(Connection real) {
            this.real = real;
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            String name = method.getName();
            if (REACHING.contains(name) && happened()) {
                throw cut();
            }
            if (name.equals("prepareStatement") && meets((String) arguments[0])) {
                if (moment == Moment.BEFORE) {
                    throw cut();
                }
                doomed = true;
            }
            if (name.equals("commit")) {
                return commit();
            }
            return call(method, arguments);
        }

        private Object commit() throws SQLException {
            boolean now = doomed || commitMeets();
            if (now && moment == Moment.BEFORE) {
                throw cut();
            }
            real.commit();
            if (now) {
                throw cut();
            }
            return null;
        }

        private SQLException cut() throws SQLException {
            goDark();
            if (!real.isClosed() && !real.getAutoCommit()) {
                real.rollback();
            }
            return new SQLException("The power was cut.", "HY000");
        }

        private Object call(Method method, Object[] arguments) throws Throwable {
            try {
                return method.invoke(real, arguments);
            } catch (InvocationTargetException failed) {
                throw failed.getCause();
            }
        }
    }

    /** Whether a connection to some URL is one to the database watched. */
    boolean watches(String asked) {
        return asked.startsWith(url);
    }

    /** A real connection to it. */
    Connection connect(Driver driver, String asked, java.util.Properties properties) throws SQLException {
        return wired(driver.connect(asked, properties));
    }
}
