using SessionService.Bench.Inference;
using SessionService.Inference.Packages;

// Usage: dotnet run -c Release --project bench/Inference -- load [--sessions 1,4,16,64,256] [--seconds 3] [--bars 4] [--moves 4]
//        [--kept 128] [--context 448] [--slots 64] [--piece 256] [--threads 1] [--model models/score-preview]
//        dotnet run -c Release --project bench/Inference -- cost | history --tokens FILE
//        dotnet run -c Release --project bench/Inference -- codec --model DIR [--sessions 1,4,16,64] [--seconds 3] [--threads 1]
try
{
    Settings settings = Settings.Read(args.AsSpan(Math.Min(1, args.Length)));
    ModelPackage package = ModelPackage.Read(settings.Model, PackageTrust.Any);
    switch (args.FirstOrDefault())
    {
        case "load":
            await new LoadBench(package, settings).RunAsync();
            return 0;
        case "cost":
            new CostBench(package, settings).Run();
            return 0;
        case "codec":
            await new CodecBench(package, settings).RunAsync();
            return 0;
        case "history" when settings.Tokens is { } file:
            HistoryBench.Run(package, file);
            return 0;
    }

    Console.Error.WriteLine("usage: load | cost | codec | history --tokens FILE [options]");
    return 2;
}
catch (Exception fault) when (fault is FormatException or InvalidOperationException or PackageException)
{
    Console.Error.WriteLine(fault.Message);
    return 1;
}
