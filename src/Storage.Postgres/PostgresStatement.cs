using Npgsql;

namespace SessionService.Storage.Postgres;

/// <summary>A statement, its text a constant of this project, and the values of <c>$1</c>, <c>$2</c>, ….</summary>
internal readonly record struct PostgresStatement(string Sql, params object?[] Values)
{
    public void Bind(NpgsqlParameterCollection parameters)
    {
        foreach (object? value in Values)
        {
            parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        }
    }
}
