using SessionService.Storage.Tests.Contracts;

namespace SessionService.Storage.Cluster.Tests.Postgres;

public sealed class PostgresEventLogTests : EventLogContract<PostgresTestStores>;

public sealed class PostgresLogArchiveTests : LogArchiveContract<PostgresTestStores>;

public sealed class PostgresSessionStoreTests : SessionStoreContract<PostgresTestStores>;

public sealed class PostgresProjectStoreTests : ProjectStoreContract<PostgresTestStores>;

public sealed class PostgresUsageStoreTests : UsageStoreContract<PostgresTestStores>;

public sealed class PostgresCredentialStoreTests : CredentialStoreContract<PostgresTestStores>;

public sealed class PostgresIdempotencyStoreTests : IdempotencyStoreContract<PostgresTestStores>;
