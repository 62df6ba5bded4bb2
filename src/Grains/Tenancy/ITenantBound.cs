namespace SessionService.Grains.Tenancy;

/// <summary>A grain whose key begins with its tenant: it answers calls made for that tenant and no other.</summary>
internal interface ITenantBound;
