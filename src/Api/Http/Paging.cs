using SessionService.Music;

namespace SessionService.Api.Http;

/// <summary>One page of a listing.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Items">The entries in order.</param>
/// <param name="Next">What to send as <c>after</c> (or <c>before</c>) for the next page; null at the end.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Pages.</summary>
internal static class Paging
{
    /// <summary>The page size asked for, or the problem with it.</summary>
    public static ApiProblem? CheckLimit(int? limit, out int size)
    {
        size = limit ?? 50;
        return size is >= 1 and <= Limits.PageSize
            ? null
            : Problems.BadParameter("limit", $"Expected 1 to {Limits.PageSize}.");
    }

    /// <summary>Cuts a page out of a listing that was read with one entry more than asked for.</summary>
    public static Page<TView> Cut<T, TView>(IReadOnlyList<T> read, int size, Func<T, TView> view, Func<T, string> key)
    {
        List<TView> items = [.. read.Take(size).Select(view)];
        return new Page<TView>(items, read.Count > size ? key(read[size - 1]) : null);
    }
}
