package io.connectors.salesforce.config;

import java.net.URI;
import java.util.Optional;

/** Client credentials at the platform's token endpoint. */
public record OAuth2(URI tokenUrl, String clientId, Secret clientSecret, Optional<String> scope) {}
