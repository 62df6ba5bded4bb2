using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace SessionService.Storage.Sqlite;

/// <summary>
/// One connection with the statements prepared on it. Statements name their values <c>$1</c>, <c>$2</c>, …; their text is
/// always a constant of this project. Used by one thread at a time.
/// </summary>
internal sealed class SqliteStatements(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);

    /// <summary>Runs a statement.</summary>
    /// <returns>Rows changed.</returns>
    public int Execute(string sql, params ReadOnlySpan<object?> values)
    {
        return Prepare(sql, values).ExecuteNonQuery();
    }

    /// <summary>The first column of the first row; null where there is no row, or a null.</summary>
    public object? Scalar(string sql, params ReadOnlySpan<object?> values)
    {
        object? value = Prepare(sql, values).ExecuteScalar();
        return value is DBNull ? null : value;
    }

    /// <summary>The first row; the default where there is none.</summary>
    public T? First<T>(string sql, Func<SqliteDataReader, T> map, params ReadOnlySpan<object?> values)
    {
        using SqliteDataReader reader = Prepare(sql, values).ExecuteReader();
        return reader.Read() ? map(reader) : default;
    }

    /// <summary>All rows.</summary>
    public List<T> All<T>(string sql, Func<SqliteDataReader, T> map, params ReadOnlySpan<object?> values)
    {
        using SqliteDataReader reader = Prepare(sql, values).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(map(reader));
        }

        return rows;
    }

    public void Dispose()
    {
        foreach (SqliteCommand command in _commands.Values)
        {
            command.Dispose();
        }

        connection.Dispose();
    }

    [SuppressMessage("Security", "CA2100", Justification = "All texts are constants of this project; values are bound.")]
    private SqliteCommand Prepare(string sql, ReadOnlySpan<object?> values)
    {
        if (!_commands.TryGetValue(sql, out SqliteCommand? command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            for (int i = 1; i <= values.Length; i++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
            }

            _commands.Add(sql, command);
        }

        for (int i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return command;
    }
}
