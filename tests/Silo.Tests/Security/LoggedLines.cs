using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace SessionService.Silo.Tests.Security;

/// <summary>Lines of one category, as they are logged.</summary>
internal sealed class LoggedLines(string category) : ILoggerProvider
{
    private readonly Channel<string> lines = Channel.CreateUnbounded<string>();

    public ChannelReader<string> Lines => lines.Reader;

    public ILogger CreateLogger(string categoryName) => new Logger(string.Equals(categoryName, category, StringComparison.Ordinal) ? lines.Writer : null);

    public void Dispose() => lines.Writer.TryComplete();

    private sealed class Logger(ChannelWriter<string>? lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => lines is not null;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines?.TryWrite($"{logLevel}: {formatter(state, exception)}");
    }
}
