using SessionService.Inference.Onnx;
using SessionService.Inference.Packages;
using SessionService.Inference.Tests.Support;

namespace SessionService.Inference.Tests.Onnx;

/// <summary>Which device a model gets. The tests hold on machines with a GPU and without.</summary>
public sealed class OnnxLoadTests
{
    private static readonly ModelPackage Package = ModelPackage.Read(PackageFiles.Tiny, PackageTrust.Any);

    [Fact]
    public void Where_a_GPU_is_asked_for_and_there_is_none_it_runs_on_the_processor_and_says_why()
    {
        using OnnxStepModel model = OnnxStepModel.Load(Package, new OnnxOptions { Slots = 2, Device = OnnxDevice.Cuda });

        Assert.Equal(OnnxLoad.WhyNoCuda is null ? OnnxDevice.Cuda : OnnxDevice.Cpu, model.Device);
        Assert.Equal(OnnxLoad.WhyNoCuda, model.Refusal);
        Assert.InRange(PackageCheck.Require(Package, model), 0, 1e-4);
    }

    [Theory]
    [InlineData(OnnxDevice.Auto)]
    [InlineData(OnnxDevice.Cpu)]
    public void Nobody_is_told_of_a_GPU_that_was_not_asked_for(OnnxDevice device)
    {
        using OnnxStepModel model = OnnxStepModel.Load(Package, new OnnxOptions { Slots = 2, Device = device });

        Assert.Null(model.Refusal);
        Assert.Equal(device == OnnxDevice.Auto && OnnxLoad.WhyNoCuda is null ? OnnxDevice.Cuda : OnnxDevice.Cpu, model.Device);
    }
}
