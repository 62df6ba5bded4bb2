using SessionService.Storage.Tests.Contracts;

namespace SessionService.Storage.Cluster.Tests.Redis;

public sealed class RedisEventLogTests : EventLogContract<RedisTestStores>;

public sealed class RedisSessionStoreTests : SessionStoreContract<RedisTestStores>;

public sealed class RedisProjectStoreTests : ProjectStoreContract<RedisTestStores>;

public sealed class RedisUsageStoreTests : UsageStoreContract<RedisTestStores>;

public sealed class RedisCredentialStoreTests : CredentialStoreContract<RedisTestStores>;

public sealed class RedisIdempotencyStoreTests : IdempotencyStoreContract<RedisTestStores>;

public sealed class RedisClusterEventLogTests : EventLogContract<RedisClusterTestStores>;

public sealed class RedisClusterSessionStoreTests : SessionStoreContract<RedisClusterTestStores>;

public sealed class RedisClusterProjectStoreTests : ProjectStoreContract<RedisClusterTestStores>;

public sealed class RedisClusterUsageStoreTests : UsageStoreContract<RedisClusterTestStores>;

public sealed class RedisClusterCredentialStoreTests : CredentialStoreContract<RedisClusterTestStores>;

public sealed class RedisClusterIdempotencyStoreTests : IdempotencyStoreContract<RedisClusterTestStores>;

public sealed class RedisLogArchiveTests : LogArchiveContract<RedisTestStores>;

public sealed class RedisClusterLogArchiveTests : LogArchiveContract<RedisClusterTestStores>;
