namespace SessionService.Bench.Scale.Model;

/// <summary>What a number of sessions takes: the rows of the plan.</summary>
/// <param name="Sessions">Sessions at the peak.</param>
public sealed record Plan(double Sessions)
{
    /// <summary>Cells.</summary>
    public double Cells => Math.Ceiling(Sessions / Figures.CellSessions.Value);

    /// <summary>Silos at the set point.</summary>
    public double Silos => Math.Ceiling(Math.Min(Sessions, Figures.CellSessions.Value) / CapacityModel.SiloSessions) * Cells;

    /// <summary>Cores of the silos.</summary>
    public double SiloCores => Silos * Figures.SiloCores.Value;

    /// <summary>Cores that would do at the limit, with nothing to spare.</summary>
    public double BareCores => Sessions / Figures.SessionsPerCore.Value;

    /// <summary>Cores of the front ends, with the head-room for a zone.</summary>
    public double FrontEndCores =>
        Math.Ceiling(Sessions * Figures.ListenersPerSession.Value / Figures.ListenersPerCore.Value / CapacityModel.ZoneTarget);

    /// <summary>Bits a second that leave.</summary>
    public double Gbps => Sessions * Figures.ListenersPerSession.Value * CapacityModel.BytesPerListenerSecond * 8 / 1e9;

    /// <summary>Bits a second between silos and front ends, where no session is on its front end's node.</summary>
    public double InnerGbps => Sessions * Figures.OpusBits.Value / 1e9;

    /// <summary>Store writes a second.</summary>
    public double Writes => Sessions * CapacityModel.WritesPerSession;

    /// <summary>Calls between nodes a second.</summary>
    public double Calls => Sessions * CapacityModel.CallsPerSession;

    /// <summary>
    /// Core hours of the silos a day where they follow the day's curve: mean sessions over sessions of a core at the set point.
    /// </summary>
    public double CoreHoursPerDay =>
        CapacityModel.MeanOfPeak(Sessions) * 24 / (Figures.SessionsPerCore.Value * CapacityModel.SetPoint);

    /// <summary>Silo cores of all regions where the others take what one loses: × regions / (regions − 1).</summary>
    public double SiloCoresForRegion => SiloCores * Figures.Regions.Value / (Figures.Regions.Value - 1);
}
