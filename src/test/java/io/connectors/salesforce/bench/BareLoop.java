package io.connectors.salesforce.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/** What one would write by hand: page after page, every value out of Jackson's streaming parser, and nothing done with it. */
final class BareLoop {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String FIELDS =
            "Id, Username, FirstName, LastName, Alias, CommunityNickname, Email, Phone, Extension,"
                    + " MobilePhone, Fax, Title, Department, Division, CompanyName, EmployeeNumber, Manager.Username, Manager.Name,"
                    + " Manager.Email, Street, City, State, PostalCode, Country, LocaleSidKey, LanguageLocaleKey, TimeZoneSidKey,"
                    + " IsActive, UserType, Profile.Name, UserRole.Name, Profile.UserLicense.Name, FederationIdentifier, LastLoginDate,"
                    + " CreatedDate, LastModifiedDate";
    private static final String SOQL = "SELECT " + FIELDS + " FROM User WHERE IsActive = true AND UserType NOT IN"
            + " ('Guest','AutomatedProcess','CloudIntegrationUser') ORDER BY Id";

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;
    private final String token;

    BareLoop(String url) throws IOException, InterruptedException {
        this.url = url;
        String form = "grant_type=client_credentials&client_id=demo-key&client_secret=demo-secret";
        HttpRequest login = HttpRequest.newBuilder(URI.create(url + "/services/oauth2/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        token = new ObjectMapper()
                .readTree(http.send(login, BodyHandlers.ofString()).body())
                .path("access_token")
                .asText();
    }

    /** Reads all users and answers how many there were. */
    long read() throws IOException, InterruptedException {
        long users = 0;
        String next = "/services/data/v60.0/query?q=" + URLEncoder.encode(SOQL, StandardCharsets.UTF_8);
        while (next != null) {
            HttpRequest page = HttpRequest.newBuilder(URI.create(url + next))
                    .header("Authorization", "Bearer " + token)
                    .header("Accept-Encoding", "gzip")
                    .build();
            next = null;
            InputStream body = http.send(page, BodyHandlers.ofInputStream()).body();
            try (JsonParser json = JSON.createParser(new GZIPInputStream(body))) {
                for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                    if (token.isScalarValue()) {
                        String value = json.getText();
                        users +=
                                json.currentName() != null && json.currentName().equals("Alias") ? 1 : 0;
                        next = "nextRecordsUrl".equals(json.currentName()) ? value : next;
                    }
                }
            }
        }
        return users;
    }
}
