package io.connectors.salesforce.simulator.org;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeedTest {
    private static final String QUERY = "SELECT FIELDS(STANDARD) FROM User ORDER BY Id";

    private static String answer(long seed) {
        try (OrgSimulator org = OrgSimulator.start(OrgOptions.of(300, seed))) {
            org.evolve(3, 3, 3, 9);
            return OrgClient.login(org).queried(QUERY).body();
        }
    }

    @Test
    void makesTheSameOrgOfTheSameSeed() {
        assertThat(answer(42)).isEqualTo(answer(42));
    }

    @Test
    void makesAnotherOrgOfAnotherSeed() {
        assertThat(answer(42)).isNotEqualTo(answer(43));
    }

    @Test
    void letsTheSameOrgEvolveAlike() {
        try (OrgSimulator one = OrgSimulator.start(OrgOptions.of(300, 1));
                OrgSimulator other = OrgSimulator.start(OrgOptions.of(300, 1))) {
            Evolution evolution = one.evolve(2, 5, 4, 17);

            assertThat(other.evolve(2, 5, 4, 17)).isEqualTo(evolution);
            assertThat(one.ids(user -> evolution.left().contains(user.get("Id"))))
                    .allSatisfy(id -> assertThat(one.user(id)).containsEntry("IsActive", false));
        }
    }

    @Test
    void letsNobodyMoveInAnEmptyOrg() {
        try (OrgSimulator org = OrgSimulator.start(OrgOptions.of(0, 1))) {
            assertThat(org.evolve(1, 1, 1, 1)).satisfies(evolution -> {
                assertThat(evolution.joined()).hasSize(1);
                assertThat(evolution.moved()).isEmpty();
            });
        }
    }

    @Test
    void bringsTheTrapsOfARealOrg() {
        try (OrgSimulator org = OrgSimulator.start(OrgOptions.of(3000, 1))) {
            List<Map<String, Object>> users =
                    org.ids(user -> true).stream().map(org::user).toList();

            assertThat(users).extracting("UserType").contains("Standard", "Guest", "AutomatedProcess", "CsnOnly");
            assertThat(users).extracting("FirstName").containsNull();
            assertThat(users).extracting("UserRoleId").containsNull();
            assertThat(users).extracting("ManagerId").containsNull();
            assertThat(users).extracting("IsActive").contains(true, false);
            assertThat(users)
                    .extracting("Street")
                    .anyMatch(street -> String.valueOf(street).contains("\n"));
            assertThat(users).extracting("Username").doesNotHaveDuplicates();
            Set<Object> addresses = new HashSet<>();
            users.forEach(user -> addresses.add(user.get("Email")));
            assertThat(addresses).hasSizeLessThan(users.size());
            assertThat(org.ids(user -> org.frozen((String) user.get("Id")))).isNotEmpty();
        }
    }
}
