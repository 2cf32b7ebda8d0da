package io.connectors.salesforce.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The org and its login. Credentials the authentication does not use may be present and are ignored.
 *
 * @param url scheme, host and port only, without a trailing slash
 * @param consumerSecret always present for PASSWORD and CLIENT_CREDENTIALS
 * @param username always present for PASSWORD and JWT
 * @param password always present for PASSWORD
 * @param privateKey a PEM file, always present for JWT; whether it can be read is not known here
 * @param apiVersion such as {@code 60.0}
 */
public record Salesforce(
        URI url,
        Authentication authentication,
        String consumerKey,
        Optional<Secret> consumerSecret,
        Optional<String> username,
        Optional<Secret> password,
        Optional<Secret> securityToken,
        Optional<Path> privateKey,
        String apiVersion,
        Read read) {

    public Salesforce {
        boolean complete =
                switch (authentication) {
                    case PASSWORD -> consumerSecret.isPresent() && username.isPresent() && password.isPresent();
                    case CLIENT_CREDENTIALS -> consumerSecret.isPresent();
                    case JWT -> username.isPresent() && privateKey.isPresent();
                };
        if (!complete) {
            throw new IllegalArgumentException("credentials missing for " + authentication);
        }
    }

    /** The password as the token endpoint wants it: directly followed by the security token, if there is one. */
    public Optional<Secret> loginPassword() {
        return password.map(word ->
                new Secret(word.value() + securityToken.map(Secret::value).orElse("")));
    }

    @Override
    public String toString() {
        return url + " by " + authentication + ", API " + apiVersion + ", read " + read;
    }
}
