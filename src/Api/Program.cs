return await SessionService.Api.Cli.CommandLine.RunAsync(args);
