return await SessionService.Silo.Options.NodeCommand.RunAsync(args);
