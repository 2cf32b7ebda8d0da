package io.connectors.salesforce.org;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The fields and parents that User has in every org (Object Reference, User). A describe call leaves out what the connector's user
 * may not see, so only this list tells a hidden one from a misspelt one.
 */
final class UserFields {
    private static final Set<String> STANDARD = Arrays.stream("""
            AboutMe Account AccountId Address Alias BadgeText BannerPhotoUrl CallCenter CallCenterId City CommunityNickname CompanyName
            Contact ContactId Country CountryCode CreatedBy CreatedById CreatedDate CurrencyIsoCode CurrentStatus DefaultCurrencyIsoCode
            DefaultDivision DefaultGroupNotificationFrequency DelegatedApprover DelegatedApproverId Department DigestFrequency Division
            Email EmailEncodingKey EmailPreferencesAutoBcc EmailPreferencesAutoBccStayInTouch EmailPreferencesStayInTouchReminder
            EmployeeNumber EndDay Extension Fax FederationIdentifier FirstName ForecastEnabled FullPhotoUrl GeocodeAccuracy
            HasUserVerifiedEmail HasUserVerifiedPhone Id Individual IndividualId IsActive IsBadged IsExtIndicatorVisible IsPartner
            IsPortalEnabled IsPortalSelfRegistered IsPrmSuperUser IsProfilePhotoActive IsSystemControlled JigsawImportLimitOverride
            LanguageLocaleKey LastLoginDate LastModifiedBy LastModifiedById LastModifiedDate LastName LastPasswordChangeDate
            LastReferencedDate LastViewedDate Latitude LocaleSidKey Longitude Manager ManagerId MediumBannerPhotoUrl MediumPhotoUrl
            MiddleName MobilePhone Name NumberOfFailedLogins OfflinePdaTrialExpirationDate OfflineTrialExpirationDate OutOfOfficeMessage
            Phone PortalRole PostalCode Profile ProfileId ReceivesAdminInfoEmails ReceivesInfoEmails SenderEmail SenderName Signature
            SmallBannerPhotoUrl SmallPhotoUrl StartDay State StateCode StayInTouchNote StayInTouchSignature StayInTouchSubject Street
            Suffix SystemModstamp TimeZoneSidKey Title UserRole UserRoleId UserSubtype UserType Username WirelessEmail
            """.split("\\s+"))
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());

    private UserFields() {}

    /** Whether every org has it, or one with the right licence; in any spelling of its letters' case. */
    static boolean standard(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return STANDARD.contains(lower) || lower.startsWith("userpreferences") || lower.startsWith("userpermissions");
    }
}
