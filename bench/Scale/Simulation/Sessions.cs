namespace SessionService.Bench.Scale.Simulation;

/// <summary>The sessions of a cell: a table whose rows are used again.</summary>
internal sealed class Sessions
{
    private readonly List<Row> rows = [];
    private readonly Stack<int> free = new();

    /// <summary>How many there are.</summary>
    public int Count => rows.Count - free.Count;

    /// <summary>How many rows there have been at once.</summary>
    public int Rows => rows.Count;

    /// <summary>A row; changes to it stay.</summary>
    public ref Row this[int id] => ref System.Runtime.InteropServices.CollectionsMarshal.AsSpan(rows)[id];

    /// <summary>One more.</summary>
    public int Add(double weight)
    {
        if (!free.TryPop(out int id))
        {
            id = rows.Count;
            rows.Add(new Row { Silo = -1, Life = -1 });
        }

        ref Row row = ref this[id];
        row = new Row { Weight = weight, Silo = -1, SilentSince = double.NaN, Here = true, Life = row.Life + 1, Turn = row.Turn + 1 };
        return id;
    }

    /// <summary>It is over.</summary>
    public void Remove(int id)
    {
        this[id].Silo = -1;
        this[id].Turn++;
        this[id].Here = false;
        free.Push(id);
    }

    /// <summary>One session.</summary>
    internal struct Row
    {
        /// <summary>Cost against the mean.</summary>
        public double Weight;

        /// <summary>Its silo; −1 for none.</summary>
        public int Silo;

        /// <summary>Its place in the silo's list.</summary>
        public int Place;

        /// <summary>Since when a session that had played stands still; not a number where it does not.</summary>
        public double SilentSince;

        /// <summary>Whether it plays.</summary>
        public bool Plays;

        /// <summary>Whether the row is in use.</summary>
        public bool Here;

        /// <summary>Which visitor of this row.</summary>
        public int Life;

        /// <summary>One more whenever it was placed or lost its place.</summary>
        public int Turn;
    }
}
