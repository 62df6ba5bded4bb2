using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SessionService.Inference.Packages;
using SessionService.Inference.Registry;

namespace SessionService.Inference.Tests.Registry;

/// <summary>Whatever operators and gates do, and in whichever order, a registry makes sense.</summary>
public sealed class RegistryProperties : IDisposable
{
    private static readonly ChangeNote Note = new(DateTimeOffset.UnixEpoch, "ann", "");
    private static readonly string[] Versions = ["1.0.0", "1.1.0", "1.2.0"];

    private readonly string folder = Directory.CreateTempSubdirectory("registry-").FullName;

    [Fact]
    public void A_registry_makes_sense_after_any_changes() =>
        Prop.ForAll(Gen.Choose(0, 99_999).ArrayOf().ToArbitrary(), steps =>
        {
            RegistryState state = RegistryState.Empty;
            foreach (int step in steps)
            {
                Transition made = Step(state, step);
                Assert.True(made.Next is null != made.Refusal is null);
                Assert.Equal(state.Revision + 1, made.Next?.Revision ?? (state.Revision + 1));
                state = made.Next ?? state;
                Check(state);
            }

            Assert.Equal(state.Revision, state.History.Count);
            Reads(state);
        }).QuickCheckThrowOnFailure();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static Transition Step(RegistryState state, int step)
    {
        string version = Versions[step / 10 % 3];
        return (step % 10) switch
        {
            0 or 1 => state.Add("m", version, version, Note),
            2 => state.StartCanary("m", version, (1 + (step / 100 % 10)) / 10.0, Note),
            3 => state.MarkReady("m", version, Note),
            4 => state.Promote("m", null, anyway: false, Note),
            5 => state.Promote("m", version, anyway: step / 100 % 2 == 0, Note),
            6 => state.Rollback("m", Note, step / 100 % 2 == 0 ? version : null),
            7 => state.Retire("m", version, Note),
            8 => state.Pin("m", version, "t", $"p{step / 100 % 3}", Note),
            _ => state.Unpin("m", "t", $"p{step / 100 % 3}", Note),
        };
    }

    private static void Check(RegistryState state)
    {
        if (state.Find("m") is not { } model)
        {
            return;
        }

        Assert.True(model.Versions.Count(one => one.Stage == ModelStage.Live) <= 1);
        Assert.Equal(model.Run is null ? 0 : 1, model.Versions.Count(one => one.Stage == ModelStage.Canary));
        Assert.All(model.Earlier, one => Assert.True(one != model.Live && model.Find(one) is { Stage: not ModelStage.Retired }));
        Assert.Equal(model.Earlier.Count, model.Earlier.Distinct(StringComparer.Ordinal).Count());
        Assert.All(model.Pins, pin => Assert.Equal(pin.Version, state.VersionFor("m", pin.Tenant, pin.Project, "s")));
        foreach (string session in new[] { "a", "b", "c" })
        {
            string? version = state.VersionFor("m", "t", null, session);
            Assert.True(version is null ? model.Live is null : state.Plays("m", version));
        }
    }

    // What is written is read as what it was.
    private void Reads(RegistryState state)
    {
        byte[] json = RegistryJson.Write(state);
        File.WriteAllBytes(Path.Combine(folder, ModelRegistry.StateFile), json);
        RegistryState read = new ModelRegistry(folder, PackageTrust.Any).Read();
        Assert.Equal(Encoding.UTF8.GetString(json), Encoding.UTF8.GetString(RegistryJson.Write(read)));
    }
}
