package io.connectors.salesforce.simulator.org;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionTest {
    private static final String QUERY = "/services/data/v60.0/query?q=SELECT+Id,Username+FROM+User+ORDER+BY+Id";

    private final OrgSimulator org = OrgSimulator.start(OrgOptions.of(500, 1));
    private final OrgClient client = OrgClient.login(org);

    @AfterEach
    void stop() {
        org.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br, gzip;q=0.5", "GZIP", "deflate,gzip"})
    void compressesForWhoeverAcceptsIt(String accepted) throws IOException {
        HttpResponse<byte[]> response = client.bytes(QUERY, "Accept-Encoding", accepted);

        assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
        byte[] plain = client.bytes(QUERY).body();
        assertThat(response.body()).hasSizeLessThan(plain.length / 2);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes())
                .isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "br", "gzip;q=0", "gzip; q=0.0, br", "notgzip"})
    void answersPlainlyForEverybodyElse(String accepted) {
        HttpResponse<byte[]> response = client.bytes(QUERY, "Accept-Encoding", accepted);

        assertThat(response.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(new String(response.body(), StandardCharsets.UTF_8)).startsWith("{\"totalSize\":500,");
    }
}
