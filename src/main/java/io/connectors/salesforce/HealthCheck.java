package io.connectors.salesforce;

import io.connectors.salesforce.server.Settings;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.URI;

/** Asks the server of this machine whether it lives, for a container that has neither shell nor curl. */
public final class HealthCheck {
    private static final int MILLISECONDS = 5_000;

    private HealthCheck() {}

    /** Exits with 0 where the management server, or the one address given, answers 200; else with 1. */
    public static void main(String[] arguments) throws IOException {
        URI address = arguments.length == 0 ? live(Settings.load()) : URI.create(arguments[0]);
        int status = 0;
        try {
            HttpURLConnection request = (HttpURLConnection) address.toURL().openConnection();
            request.setConnectTimeout(MILLISECONDS);
            request.setReadTimeout(MILLISECONDS);
            status = request.getResponseCode();
            System.out.println(address + " answers " + status);
        } catch (IOException away) {
            System.out.println(address + " does not answer: " + away.getMessage());
        }
        System.exit(status == HttpURLConnection.HTTP_OK ? 0 : 1);
    }

    private static URI live(Settings settings) throws IOException {
        InetAddress listening = InetAddress.getByName(settings.text("management.host"));
        String host = listening.isAnyLocalAddress() ? "127.0.0.1" : settings.text("management.host");
        return URI.create("http://" + host + ":" + settings.number("management.port", 1) + "/observe/health/live");
    }
}
