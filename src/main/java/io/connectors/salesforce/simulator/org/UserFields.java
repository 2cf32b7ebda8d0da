package io.connectors.salesforce.simulator.org;

import io.connectors.salesforce.simulator.org.Table.Field;
import java.util.ArrayList;
import java.util.List;

/** The fields of User, with the types and lengths of a real org. */
final class UserFields {
    private UserFields() {}

    static List<Field> all() {
        List<Field> fields = new ArrayList<>();
        fields.add(Field.of("Id", "id", 18));
        fields.add(new Field("ProfileId", "reference", 18, "Profile", "Profile"));
        fields.add(new Field("UserRoleId", "reference", 18, "UserRole", "UserRole"));
        fields.add(new Field("ManagerId", "reference", 18, "Manager", "User"));
        fields.add(new Field("DelegatedApproverId", "reference", 18, null, "User"));
        add(
                fields,
                "string",
                80,
                "Username",
                "LastName",
                "CompanyName",
                "Division",
                "Department",
                "Title",
                "CostCenter__c");
        add(fields, "string", 40, "FirstName", "CommunityNickname", "City", "Extension");
        add(fields, "string", 121, "Name");
        add(fields, "string", 8, "Alias");
        add(fields, "string", 20, "EmployeeNumber", "PostalCode");
        add(fields, "string", 80, "State", "Country", "SenderEmail", "SenderName", "BadgeText");
        add(fields, "string", 512, "FederationIdentifier");
        add(fields, "string", 1000, "AboutMe");
        add(fields, "email", 128, "Email");
        add(fields, "boolean", 0, "IsActive");
        add(
                fields,
                "picklist",
                40,
                "UserType",
                "TimeZoneSidKey",
                "LocaleSidKey",
                "LanguageLocaleKey",
                "EmailEncodingKey");
        add(fields, "picklist", 255, "Region__c");
        add(fields, "phone", 40, "Phone", "MobilePhone", "Fax");
        add(fields, "textarea", 255, "Street");
        add(fields, "address", 0, "Address");
        add(fields, "double", 0, "Latitude", "Longitude");
        add(fields, "picklist", 40, "GeocodeAccuracy");
        add(fields, "int", 0, "NumberOfFailedLogins");
        add(
                fields,
                "datetime",
                0,
                "LastLoginDate",
                "LastPasswordChangeDate",
                "CreatedDate",
                "LastModifiedDate",
                "SystemModstamp");
        fields.add(new Field("CreatedById", "reference", 18, "CreatedBy", "User"));
        fields.add(new Field("LastModifiedById", "reference", 18, "LastModifiedBy", "User"));
        return List.copyOf(fields);
    }

    private static void add(List<Field> fields, String type, int length, String... names) {
        for (String name : names) {
            fields.add(Field.of(name, type, length));
        }
    }
}
