using SessionService.Storage.Tests.Contracts;
using SessionService.Storage.Tests.Support;

namespace SessionService.Storage.Tests;

public sealed class SqliteCredentialStoreTests : CredentialStoreContract<SqliteStores>;

public sealed class MemoryCredentialStoreTests : CredentialStoreContract<MemoryStores>;

public sealed class SqliteEventLogTests : EventLogContract<SqliteStores>;

public sealed class MemoryEventLogTests : EventLogContract<MemoryStores>;

public sealed class SqliteIdempotencyStoreTests : IdempotencyStoreContract<SqliteStores>;

public sealed class MemoryIdempotencyStoreTests : IdempotencyStoreContract<MemoryStores>;

public sealed class SqliteProjectStoreTests : ProjectStoreContract<SqliteStores>;

public sealed class MemoryProjectStoreTests : ProjectStoreContract<MemoryStores>;

public sealed class SqliteSessionStoreTests : SessionStoreContract<SqliteStores>;

public sealed class MemorySessionStoreTests : SessionStoreContract<MemoryStores>;

public sealed class SqliteUsageStoreTests : UsageStoreContract<SqliteStores>;

public sealed class MemoryUsageStoreTests : UsageStoreContract<MemoryStores>;

public sealed class SqliteLogArchiveTests : LogArchiveContract<SqliteStores>;

public sealed class MemoryLogArchiveTests : LogArchiveContract<MemoryStores>;

public sealed class FolderBlobStoreTests : BlobStoreContract<FolderBlobs>;

public sealed class MemoryBlobStoreTests : BlobStoreContract<MemoryBlobs>;
