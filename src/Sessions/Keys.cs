namespace SessionService.Sessions;

/// <summary>A customer. Part of the key of everything stored.</summary>
/// <param name="Value">1 to 40 of a–z, 0–9 and hyphen.</param>
public readonly record struct TenantId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>A session of a tenant.</summary>
/// <param name="Tenant">Whose it is.</param>
/// <param name="Id">1 to 64 of A–Z, a–z, 0–9, hyphen and underscore.</param>
public readonly record struct SessionKey(TenantId Tenant, string Id)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Tenant}/{Id}";
}

/// <summary>A project of a tenant.</summary>
/// <param name="Tenant">Whose it is.</param>
/// <param name="Id">1 to 64 of A–Z, a–z, 0–9, hyphen and underscore.</param>
public readonly record struct ProjectKey(TenantId Tenant, string Id)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Tenant}/{Id}";
}
