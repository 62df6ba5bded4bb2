using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using k8s.Models;

namespace SessionService.Deploy.Tests.Checks;

/// <summary>
/// Kinds that cluster add-ons define, after their documentation, with the fields that are used here: KEDA's ScaledObject, the
/// Prometheus operator's PodMonitor, cert-manager, the Secrets Store driver and Kyverno. What is not optional is required.
/// </summary>
internal static class CustomKinds
{
    internal sealed record Custom<T>(
        [property: JsonPropertyName("apiVersion")] string ApiVersion, [property: JsonPropertyName("kind")] string Kind,
        [property: JsonPropertyName("metadata")] V1ObjectMeta Metadata, [property: JsonPropertyName("spec")] T Spec);

    // ---- KEDA

    internal sealed record ScaledObjectSpec(
        [property: JsonPropertyName("scaleTargetRef")] ScaleTarget ScaleTargetRef,
        [property: JsonPropertyName("pollingInterval")] int PollingInterval,
        [property: JsonPropertyName("minReplicaCount")] int MinReplicaCount,
        [property: JsonPropertyName("maxReplicaCount")] int MaxReplicaCount,
        [property: JsonPropertyName("fallback")] Fallback Fallback,
        [property: JsonPropertyName("advanced")] Advanced Advanced,
        [property: JsonPropertyName("triggers")] IReadOnlyList<Trigger> Triggers);

    internal sealed record ScaleTarget(
        [property: JsonPropertyName("apiVersion")] string ApiVersion, [property: JsonPropertyName("kind")] string Kind,
        [property: JsonPropertyName("name")] string Name);

    internal sealed record Fallback(
        [property: JsonPropertyName("failureThreshold")] int FailureThreshold, [property: JsonPropertyName("replicas")] int Replicas);

    internal sealed record Advanced([property: JsonPropertyName("horizontalPodAutoscalerConfig")] AutoscalerConfig Config);

    internal sealed record AutoscalerConfig([property: JsonPropertyName("behavior")] V2HorizontalPodAutoscalerBehavior Behavior);

    internal sealed record Trigger(
        [property: JsonPropertyName("type")] string Type, [property: JsonPropertyName("name")] string Name,
        [property: JsonPropertyName("metricType")] string MetricType, [property: JsonPropertyName("metadata")] PrometheusTrigger Metadata);

    // KEDA takes every value of a trigger as text.
    internal sealed record PrometheusTrigger(
        [property: JsonPropertyName("serverAddress")] string ServerAddress, [property: JsonPropertyName("query")] string Query,
        [property: JsonPropertyName("threshold")] string Threshold, [property: JsonPropertyName("ignoreNullValues")] string IgnoreNullValues);

    // ---- Prometheus operator

    internal sealed record PodMonitorSpec(
        [property: JsonPropertyName("selector")] V1LabelSelector Selector,
        [property: JsonPropertyName("podMetricsEndpoints")] IReadOnlyList<MetricsEndpoint> Endpoints);

    internal sealed record MetricsEndpoint(
        [property: JsonPropertyName("port")] string Port, [property: JsonPropertyName("path")] string Path,
        [property: JsonPropertyName("interval")] string Interval, [property: JsonPropertyName("scrapeTimeout")] string ScrapeTimeout);

    // ---- cert-manager

    internal sealed record CertificateSpec(
        [property: JsonPropertyName("secretName")] string SecretName, [property: JsonPropertyName("issuerRef")] IssuerRef IssuerRef,
        [property: JsonPropertyName("privateKey")] PrivateKey PrivateKey, [property: JsonPropertyName("duration")] string Duration,
        [property: JsonPropertyName("isCA")] bool IsAuthority = false, [property: JsonPropertyName("commonName")] string? CommonName = null,
        [property: JsonPropertyName("dnsNames")] IReadOnlyList<string>? DnsNames = null,
        [property: JsonPropertyName("renewBefore")] string? RenewBefore = null,
        [property: JsonPropertyName("usages")] IReadOnlyList<string>? Usages = null);

    internal sealed record IssuerRef([property: JsonPropertyName("name")] string Name, [property: JsonPropertyName("kind")] string Kind);

    internal sealed record PrivateKey(
        [property: JsonPropertyName("algorithm")] string Algorithm, [property: JsonPropertyName("size")] int Size,
        [property: JsonPropertyName("rotationPolicy")] string? RotationPolicy = null);

    internal sealed record IssuerSpec(
        [property: JsonPropertyName("selfSigned")] JsonObject? SelfSigned = null, [property: JsonPropertyName("ca")] IssuerAuthority? Authority = null);

    internal sealed record IssuerAuthority([property: JsonPropertyName("secretName")] string SecretName);

    // ---- Secrets Store driver

    internal sealed record SecretProviderSpec(
        [property: JsonPropertyName("provider")] string Provider, [property: JsonPropertyName("parameters")] Dictionary<string, string> Parameters,
        [property: JsonPropertyName("secretObjects")] IReadOnlyList<SecretObject> SecretObjects);

    internal sealed record SecretObject(
        [property: JsonPropertyName("secretName")] string SecretName, [property: JsonPropertyName("type")] string Type,
        [property: JsonPropertyName("data")] IReadOnlyList<SecretData> Data);

    internal sealed record SecretData([property: JsonPropertyName("objectName")] string ObjectName, [property: JsonPropertyName("key")] string Key);

    // ---- Kyverno

    internal sealed record ClusterPolicySpec(
        [property: JsonPropertyName("validationFailureAction")] string FailureAction, [property: JsonPropertyName("background")] bool Background,
        [property: JsonPropertyName("webhookTimeoutSeconds")] int WebhookTimeoutSeconds, [property: JsonPropertyName("rules")] IReadOnlyList<PolicyRule> Rules);

    internal sealed record PolicyRule(
        [property: JsonPropertyName("name")] string Name, [property: JsonPropertyName("match")] PolicyMatch Match,
        [property: JsonPropertyName("verifyImages")] IReadOnlyList<VerifyImages> VerifyImages);

    internal sealed record PolicyMatch([property: JsonPropertyName("any")] IReadOnlyList<PolicyScope> Any);

    internal sealed record PolicyScope([property: JsonPropertyName("resources")] PolicyResources Resources);

    internal sealed record PolicyResources(
        [property: JsonPropertyName("kinds")] IReadOnlyList<string> Kinds, [property: JsonPropertyName("namespaces")] IReadOnlyList<string> Namespaces);

    internal sealed record VerifyImages(
        [property: JsonPropertyName("imageReferences")] IReadOnlyList<string> ImageReferences, [property: JsonPropertyName("required")] bool Required,
        [property: JsonPropertyName("mutateDigest")] bool MutateDigest, [property: JsonPropertyName("verifyDigest")] bool VerifyDigest,
        [property: JsonPropertyName("attestors")] IReadOnlyList<Attestor> Attestors);

    internal sealed record Attestor([property: JsonPropertyName("count")] int Count, [property: JsonPropertyName("entries")] IReadOnlyList<AttestorEntry> Entries);

    internal sealed record AttestorEntry([property: JsonPropertyName("keyless")] Keyless Keyless);

    internal sealed record Keyless(
        [property: JsonPropertyName("issuer")] string Issuer, [property: JsonPropertyName("subject")] string Subject, [property: JsonPropertyName("rekor")] Rekor Rekor);

    internal sealed record Rekor([property: JsonPropertyName("url")] string Url);
}
