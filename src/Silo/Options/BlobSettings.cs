using SessionService.Storage.Azure;
using SessionService.Storage.S3;

namespace SessionService.Silo.Options;

/// <summary>Reads where blobs are.</summary>
internal static class BlobSettings
{
    private static readonly string[] OfS3 = ["S3Bucket", "S3Endpoint", "S3Region", "S3AccessKey", "S3SecretKey"];
    private static readonly string[] OfAzure = ["AzureContainer"];

    /// <summary>The bucket; null where blobs are not in one.</summary>
    public static S3Options? ReadS3(SettingReader read, BlobKind? kind)
    {
        if (!Wanted(read, kind == BlobKind.S3, OfS3, "S3Bucket"))
        {
            return null;
        }

        string? accessKey = read.Text("S3AccessKey");
        string? secretKey = read.Text("S3SecretKey");
        if ((accessKey is null) != (secretKey is null))
        {
            read.Fault(accessKey is null ? "S3AccessKey" : "S3SecretKey", "is not set, and the other half of the key is; set both or neither.");
        }

        var options = new S3Options(read.Text("S3Bucket")!)
        {
            Endpoint = read.Address("S3Endpoint", "http"), AccessKey = accessKey, SecretKey = secretKey, Prefix = read.Text("BlobPrefix") ?? "",
        };
        return read.Text("S3Region") is { } region ? options with { Region = region } : options;
    }

    /// <summary>The container; null where blobs are not in one.</summary>
    public static AzureBlobOptions? ReadAzure(SettingReader read, BlobKind? kind, AzureAccount? account)
    {
        if (!Wanted(read, kind == BlobKind.Azure, OfAzure, "AzureContainer"))
        {
            return null;
        }

        return new AzureBlobOptions(read.Text("AzureContainer")!)
        {
            Service = account?.Blobs, ConnectionString = account?.ConnectionString, Prefix = read.Text("BlobPrefix") ?? "",
        };
    }

    /// <summary>Says where a prefix is of no use.</summary>
    public static void CheckPrefix(SettingReader read, BlobKind? kind)
    {
        if (read.Text("BlobPrefix") is not null && kind is not (BlobKind.S3 or BlobKind.Azure))
        {
            read.Fault("BlobPrefix", "is set, and blobs are neither in s3 nor in azure; leave it out.");
        }
    }

    private static bool Wanted(SettingReader read, bool wanted, string[] keys, string needed)
    {
        if (!wanted)
        {
            foreach (string key in keys.Where(key => read.Text(key) is not null))
            {
                read.Fault(key, "is set, and blobs are not there; set Blobs too or leave this out.");
            }

            return false;
        }

        if (read.Text(needed) is not null)
        {
            return true;
        }

        read.Fault(needed, "is not set, and blobs are to be there.");
        return false;
    }
}
